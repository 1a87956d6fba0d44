import assert from 'node:assert/strict'
import { type ChartSeries, lineChart } from '../src/line-chart.ts'
import { assertWellFormed } from './laws/well-formed.ts'

const chart = (...series: readonly Partial<ChartSeries>[]): string =>
  lineChart({
    title: 'a title',
    xLabel: 'seconds',
    yLabel: 'loss',
    series: series.map((part) => ({ name: 'x', color: 0, style: 'solid', points: [], ...part })),
  }).markup

const coordinates = (markup: string): number[][] =>
  [...markup.matchAll(/<circle [^>]*cx="([^"]*)" cy="([^"]*)"/g)].map(([, x, y]) => [+x, +y])

describe('lineChart', () => {
  it('is linear along x and logarithmic along y', () => {
    const markup = chart({
      points: [
        [0, 1000],
        [5, 100],
        [10, 10],
      ],
    })
    assertWellFormed(markup)
    const [[x0, y0], [x1, y1], [x2, y2]] = coordinates(markup)
    assert.ok(Math.abs(x1 - x0 - (x2 - x1)) < 0.2 && x1 > x0)
    assert.ok(Math.abs(y1 - y0 - (y2 - y1)) < 0.2 && y1 > y0)
  })

  it('labels both axes and names itself', () => {
    const markup = chart({
      points: [
        [0, 1000],
        [10, 10],
      ],
    })
    assert.match(markup, /role="img" aria-label="a title"/)
    for (const label of ['seconds', 'loss', '100', '1000', '10', '5']) {
      assert.ok(markup.includes(`>${label}</text>`), label)
    }
  })

  it('leaves gaps where a value is not finite or not positive', () => {
    const points = [
      [0, 9],
      [1, 8],
      [2, Number.NaN],
      [3, 7],
      [4, 6],
      [5, 0],
      [6, Infinity],
    ] as const
    const markup = chart({ points })
    const [, path] = /<path class="curve solid c0" d="([^"]*)"/.exec(markup)!
    assert.equal(path.match(/M/g)?.length, 2)
    assert.equal(coordinates(markup).length, 4)
  })

  it('clips a curve that diverges and keeps its dots off the page', () => {
    const markup = chart(
      {
        points: [
          [0, 100],
          [10, 10],
        ],
      },
      {
        points: [
          [0, 100],
          [5, 1e200],
          [10, 1e300],
        ],
      },
    )
    assertWellFormed(markup)
    assert.equal(coordinates(markup).length, 3)
    assert.ok(coordinates(markup).every(([, y]) => y >= 34 && y <= 352))
    assert.match(markup, /<svg x="64"[^>]*viewBox="64 34 560 318">/)
  })

  it('draws a single point, and says when there is none', () => {
    assert.equal(coordinates(chart({ points: [[0, 5]] })).length, 1)
    assert.match(chart({ points: [[0, -1]] }), /no finite, positive values/)
    assert.match(chart(), /no finite, positive values/)
  })

  it('shades what runs span behind all curves, with gaps like theirs', () => {
    const markup = chart(
      {
        points: [
          [0, 5],
          [10, 5],
        ],
      },
      {
        color: 1,
        points: [
          [0, 5],
          [10, 5],
        ],
        band: [
          [0, 2, 8],
          [4, 3, 7],
          [5, Number.NaN, 7],
          [6, 3, 7],
          [10, 4, 6],
        ],
      },
    )
    assertWellFormed(markup)
    const [, path] = /<path class="band c1" d="([^"]*)"/.exec(markup)!
    assert.equal(path.match(/Z/g)?.length, 2)
    assert.ok(markup.indexOf('class="band') < markup.indexOf('class="curve'))
    assert.doesNotMatch(chart({ points: [[0, 5]] }), /band/)
  })

  it('leaves out the dots of faint and of long curves', () => {
    const points = Array.from({ length: 61 }, (_, i) => [i, 100 - i] as const)
    assert.equal(coordinates(chart({ points })).length, 0)
    assert.equal(coordinates(chart({ points: points.slice(1) })).length, 60)
    assert.equal(coordinates(chart({ points: points.slice(1), style: 'faint' })).length, 0)
  })
})
