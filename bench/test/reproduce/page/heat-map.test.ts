import assert from 'node:assert/strict'
import { heatMapFigure } from '../../../reproduce/page/heat-map.ts'
import { assertWellFormed } from '../../../../packages/cli/test/laws/well-formed.ts'

const svg = heatMapFigure({
  xLabel: 'α',
  yLabel: 'λ',
  columns: [0.1, 1],
  rows: [3, 5],
  value: (column, row) => (row === 3 ? 100 * column : column === 1 ? Number.NaN : undefined),
})

describe('heatMapFigure', () => {
  it('shows every value, and what is none', () => {
    assertWellFormed(svg)
    for (const text of ['10', '100', 'diverged', 'not run', '0.1', '1', '3', '5', 'α', 'λ']) {
      assert.ok(svg.includes(`>${text}</text>`), text)
    }
  })

  it('is lightest where the loss is lowest, which is bold, and darkest where it is highest', () => {
    assert.match(svg, /fill="rgb\(221,236,250\)"\/>\n<text [^>]*fill:#1c2128;font-weight:700">10</)
    assert.match(svg, /fill="rgb\(24,66,120\)"\/>\n<text [^>]*fill:#ffffff;font-weight:400">100</)
  })
})
