import assert from 'node:assert/strict'
import { decode } from 'fast-png'
import fc from 'fast-check'
import { renderReport } from '../src/report.ts'
import { anyResult, soundResult } from './arbitraries/run-result.ts'
import { assertWellFormed } from './laws/well-formed.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

const adam = soundResult({ optimizer: 'adam', label: 'Adam', trainLoss: 70.1, testLoss: 71.25 })
const configuration = { dataset: 'mnist', optimizer: ['kbfgs', 'adam'], batch: 1000, json: false }

describe('renderReport', () => {
  const page = renderReport({ title: 'A run', configuration, results: [soundResult(), adam] })

  it('is one well-formed page with title, settings, tables, two charts and images', () => {
    const names = assertWellFormed(page)
    assert.match(page, /^<!doctype html>\n<html lang="en">/)
    assert.match(page, /<title>A run<\/title>/)
    assert.match(page, /<dt>optimizer<\/dt><dd>kbfgs, adam<\/dd>/)
    assert.match(page, /<dt>json<\/dt><dd>false<\/dd>/)
    assert.equal(names.filter((name) => name === 'figure').length, 2)
    assert.equal(names.filter((name) => name === 'tr').length, 7)
    assert.equal(names.filter((name) => name === 'img').length, 3)
  })

  it('shows all figures of each optimizer and marks the best', () => {
    const row = /<tr class="best">(.*)<\/tr>/.exec(page)?.[1].replace(/<[^>]*>/g, ' ')
    assert.equal(
      row?.trim().replace(/\s{2,}/g, ' | '),
      'K-BFGS | 30.0 | 1.50 | 1,200 | 61.23 | 62.34 | 1 | 0 | time is up',
    )
    assert.match(
      page,
      /K-BFGS reached the lowest test loss: 62\.34 after 30\.0 seconds and 1\.50 epochs/,
    )
    assert.match(page, /71\.25/)
  })

  it('needs nothing from outside and runs nothing', () => {
    assert.match(page, /Content-Security-Policy" content="default-src 'none'/)
    for (const match of page.matchAll(/(?:src|href)="([^"]*)"/g)) assert.match(match[1], /^data:/)
    assert.doesNotMatch(page, /url\(|@import|<script|<link/)
  })

  it('has the colours of both modes, one for each optimizer in chart, table and legend', () => {
    assert.match(page, /@media \(prefers-color-scheme: dark\)/)
    const series = [...page.matchAll(/class="curve (\w+) (c\d)"/g)].map(
      ([, style, color]) => `${style} ${color}`,
    )
    const oneChart = ['faint c0', 'faint c1', 'dashed c0', 'dashed c1', 'solid c0', 'solid c1']
    assert.deepEqual(series, [...oneChart, ...oneChart])
    assert.match(page, /<span class="key c1"><\/span>Adam/)
  })

  it('tells each evaluation in a tooltip: which loss, how much, and when', () => {
    for (const text of [
      'K-BFGS, train: 543.21 at 0 seconds of training',
      'K-BFGS, test: 545.43 at 0 seconds of training',
      'Adam, test: 83.644 at 30 seconds of training',
      'K-BFGS, train: 73.515 at 1.5 epochs',
    ]) {
      assert.ok(page.includes(`<title>${text}</title>`), text)
    }
  })

  it('draws the loss of a batch where it was seen, at the end of the step before', () => {
    const [step] = soundResult().steps
    const steps = [
      { ...step, seconds: 5, loss: 100 },
      { ...step, seconds: 10, loss: 10 },
    ]
    const text = renderReport({
      title: '',
      configuration,
      results: [soundResult({ steps, history: [] })],
    })
    // The axis ends at the last point, which is the end of the first step.
    assert.match(text, /<path class="curve faint c0" d="M64,[\d.]+L624,[\d.]+"/)
    assert.match(text, />5<\/text>/)
  })

  it('shows the images as PNGs that decode to what they were', () => {
    const urls = [...page.matchAll(/src="data:image\/png;base64,([^"]*)"/g)].map(([, data]) => data)
    const [input, output] = urls.map((data) => decode(Buffer.from(data, 'base64')))
    assert.deepEqual([input.width, input.height, input.channels], [8, 2, 2])
    const greys = (data: ArrayLike<number>): number[] =>
      [0, 1, 2, 8, 9, 10].map((pixel) => data[2 * pixel])
    assert.deepEqual(greys(input.data), [0, 50, 100, 150, 200, 255])
    assert.deepEqual(greys(output.data), [1, 51, 101, 151, 201, 254])
  })

  it('shows inputs again for an optimizer that had others', () => {
    const { reconstructions } = adam
    const other = { ...reconstructions, inputs: reconstructions.inputs.toReversed() }
    const results = [soundResult(), { ...adam, reconstructions: other }]
    const names = assertWellFormed(renderReport({ title: '', configuration, results }))
    assert.equal(names.filter((name) => name === 'img').length, 4)
  })

  it('escapes every text', () => {
    const evil = `<script>alert("1")</script>'&`
    const result = soundResult({ label: evil, stopReason: evil, optimizer: evil })
    const text = renderReport({
      title: evil,
      configuration: { [evil]: evil, list: [evil], nested: { evil } },
      results: [result],
    })
    assertWellFormed(text)
    assert.doesNotMatch(text, /<script/)
    assert.ok(text.includes('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;'))
  })

  it('says so where there is nothing to show', () => {
    const images = { width: 28, height: 28, inputs: [], outputs: [] }
    const [trainLoss, testLoss] = [Number.NaN, Infinity]
    const empty = soundResult({
      history: [],
      steps: [],
      reconstructions: images,
      trainLoss,
      testLoss,
    })
    const text = renderReport({ title: 'none', configuration: {}, results: [empty] })
    assertWellFormed(text)
    assert.match(text, /No optimizer ended with a finite test loss/)
    assert.equal(text.match(/no finite, positive values to draw/g)?.length, 2)
    assert.match(text, /no reconstructed images/)
    assert.match(text, />NaN<.*>∞</)
    assertWellFormed(renderReport({ title: 'none', configuration: {}, results: [] }))
  })

  it('takes any results, and never draws what is not a number', () => {
    fc.assert(
      fc.property(
        fc.array(anyResult, { maxLength: 3 }),
        fc.dictionary(fc.string(), fc.anything()),
        (results, settings) => {
          const text = renderReport({ title: 'any', configuration: settings, results })
          assertWellFormed(text)
          for (const [, drawing] of text.matchAll(/ (?:d|[xyc][xy12]?)="([^"]*)"/g)) {
            assert.doesNotMatch(drawing, /NaN|Infinity/)
          }
        },
      ),
      { numRuns },
    )
  })

  it('stays small with very many steps', () => {
    const [step] = soundResult().steps
    const steps = Array.from({ length: 200_000 }, (_, i) => ({
      ...step,
      iteration: i + 1,
      seconds: i,
    }))
    const text = renderReport({ title: 'long', configuration, results: [soundResult({ steps })] })
    assert.ok(text.length < 60_000, `${text.length}`)
  })
})
