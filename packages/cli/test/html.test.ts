import assert from 'node:assert/strict'
import fc from 'fast-check'
import { escapeHtml, html } from '../src/html.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

describe('html', () => {
  it('escapes text, joins lists, and lets its own results through', () => {
    const item = html`<i title="${'"&'}">${1}</i>`
    assert.equal(
      html`<b>${'<x>'}</b>${[item, ' & ', [item]]}`.markup,
      '<b>&lt;x&gt;</b><i title="&quot;&amp;">1</i> &amp; <i title="&quot;&amp;">1</i>',
    )
  })

  it('does not take text for a pattern', () => {
    assert.equal(html`a${'$&$1'}b`.markup, 'a$&amp;$1b')
  })
})

describe('escapeHtml', () => {
  it('leaves no character that could begin or end markup, and loses nothing', () => {
    const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'& < > " \' a b ; # 3 9'.split(' ')) }),
        (text) => {
          const escaped = escapeHtml(text)
          assert.doesNotMatch(escaped, /[<>"']/)
          assert.equal(
            escaped.replace(/&([^;]+);/g, (_, name: string) => names[name]),
            text,
          )
        },
      ),
      { numRuns },
    )
  })
})
