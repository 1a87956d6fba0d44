import assert from 'node:assert/strict'
import { lineFigure, svgFile } from '../../../reproduce/page/figure.ts'
import { assertWellFormed } from '../../../../packages/cli/test/laws/well-formed.ts'

describe('lineFigure', () => {
  const svg = lineFigure({
    title: 'losses',
    xLabel: 'seconds',
    yLabel: 'loss',
    series: ['K-BFGS', 'K-BFGS(L)', 'KFAC', 'Adam', 'a < b'].map((name, color) => ({
      name,
      color,
      style: 'solid' as const,
      points: [
        [0, 100],
        [10, 10 + color],
      ],
    })),
  })

  it('is a file of its own: well formed, with its colours and the name of every curve', () => {
    assertWellFormed(svg)
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 640 (\d+)"/)
    for (const name of ['K-BFGS', 'K-BFGS(L)', 'KFAC', 'Adam', 'a &lt; b']) {
      assert.ok(svg.includes(`>${name}</text>`), name)
    }
    for (const color of [0, 1, 2, 3, 4]) assert.match(svg, new RegExp(`\\.c${color} \\{ --c: #`))
    assert.doesNotMatch(svg, /href|url\(|<script/)
  })

  it('is as high as its names need', () => {
    const [, height] = /viewBox="0 0 640 (\d+)"/.exec(svg)!
    const lowest = Math.max(
      ...[...svg.matchAll(/<text class="label"[^>]* y="(\d+)"/g)].map(([, y]) => +y),
    )
    assert.ok(lowest < Number(height))
  })
})

describe('svgFile', () => {
  it('is dark on white', () => {
    assert.match(svgFile(10, 20, '<g/>'), /<rect width="10" height="20" fill="#ffffff"\/>\n<g\/>/)
  })
})
