import assert from 'node:assert/strict'
import fc from 'fast-check'
import { terminalChart } from '../src/chart.ts'
import { anyResult, soundResult } from './arbitraries/run-result.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

// oxlint-disable-next-line no-control-regex
const withoutColors = (text: string): string => text.replace(/\u001b\[\d+m/g, '')

describe('terminalChart', () => {
  const [first] = soundResult().history
  const adam = soundResult({
    label: 'Adam',
    history: [0, 15, 30].map((seconds) => ({ ...first, seconds, testLoss: 500 - seconds })),
  })

  it('draws each optimizer with a symbol of its own, falling from left to right', () => {
    const lines = terminalChart([soundResult(), adam]).split('\n')
    assert.match(lines[0], /test loss \(log scale\)/)
    assert.equal(lines.at(-1), '● K-BFGS   ○ Adam')
    const rowsOf = (symbol: string): number[] =>
      lines.slice(0, -1).flatMap((line, row) => (line.includes(symbol) ? [row] : []))
    assert.ok(rowsOf('●').length > 10)
    assert.ok(rowsOf('○').length > 0 && rowsOf('○').length <= 3)
    const [top, bottom] = [rowsOf('●')[0], rowsOf('●').at(-1)!]
    assert.ok(lines[top].indexOf('●') < lines[bottom].indexOf('●'))
  })

  it('is logarithmic: a curve that falls by a constant factor is a straight line', () => {
    const history = [0, 1, 2, 3, 4].map((seconds) => ({
      ...first,
      seconds,
      testLoss: 10 ** -seconds,
    }))
    const chart = terminalChart([soundResult({ history })], { columns: 80, rows: 21 })
    const plot = chart.split('\n').slice(1, -3)
    const places = plot.flatMap((line, row) =>
      line.includes('●') ? [[line.indexOf('●'), row]] : [],
    )
    assert.equal(places.length, 21)
    const [[x0, y0], [x1, y1]] = [places[0], places.at(-1)!]
    for (const [x, y] of places) {
      assert.ok(Math.abs(x - x0 - ((y - y0) * (x1 - x0)) / (y1 - y0)) <= 3)
    }
  })

  it('labels the axes with round numbers of the losses and the seconds', () => {
    const chart = terminalChart([soundResult()])
    assert.match(chart, /500┤/)
    assert.match(chart, /100┤/)
    assert.match(chart, / 0 +5 +10 +15 +20 +25 +30$/m)
  })

  it('fits the width it is given, whatever the results', () => {
    fc.assert(
      fc.property(
        fc.array(anyResult, { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 30, max: 200 }),
        fc.integer({ min: 3, max: 40 }),
        fc.boolean(),
        (results, columns, rows, color) => {
          const labels = results.map((result, i) => ({ ...result, label: `method ${i}` }))
          const lines = terminalChart(labels, { columns, rows, color }).split('\n')
          for (const line of lines) assert.ok(withoutColors(line).length <= columns, line)
          assert.ok(lines.length <= rows + 5 + results.length)
          assert.doesNotMatch(lines.join('\n'), /NaN|undefined|Infinity/)
        },
      ),
      { numRuns },
    )
  })

  it('shortens a label that is wider than the terminal', () => {
    const chart = terminalChart([soundResult({ label: 'x'.repeat(100) })], { columns: 40 })
    assert.ok(chart.split('\n').every((line) => line.length <= 40))
    assert.match(chart, /x…$/)
  })

  it('colours only when asked to, the same chart otherwise', () => {
    const plain = terminalChart([soundResult(), adam])
    const painted = terminalChart([soundResult(), adam], { color: true })
    assert.ok(!plain.includes('\u001b'))
    assert.ok(painted.includes('\u001b[33m○ Adam\u001b[0m'))
    assert.equal(withoutColors(painted), plain)
  })

  it('leaves out what it cannot draw and says which', () => {
    const none = soundResult({
      label: 'SGD',
      history: [
        { ...first, testLoss: Number.NaN },
        { ...first, testLoss: Infinity },
        { ...first, testLoss: 0 },
      ],
    })
    assert.equal(terminalChart([none]), 'No finite test loss to draw.')
    assert.equal(terminalChart([]), 'No finite test loss to draw.')
    const chart = terminalChart([none, adam])
    assert.match(chart, /● SGD \(no finite loss\)   ○ Adam$/)
    assert.ok(!chart.split('\n').slice(0, -1).join('').includes('●'))
  })

  it('is not pressed flat by a curve that diverges', () => {
    const wild = soundResult({
      label: 'wild',
      history: [500, 1e4, 1e30].map((testLoss, seconds) => ({ ...first, seconds, testLoss })),
    })
    const rows = terminalChart([soundResult(), wild])
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.includes('●'))
    assert.ok(rows.length > 5, `${rows.length}`)
  })
})
