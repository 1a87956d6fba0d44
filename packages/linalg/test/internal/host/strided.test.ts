import fc from 'fast-check'
import {
  block,
  columnsReversed,
  reversed,
  rowMajor,
  rowsReversed,
  transposed,
} from '../../../src/internal/host/strided.ts'
import { assertBits, at, lay, layouts, noise, numRuns } from './layouts.ts'

describe('strided', () => {
  it('looks at the same elements in another order', () => {
    fc.assert(
      fc.property(layouts, fc.nat(5), fc.nat(5), fc.nat(), (layout, rows, columns, seed) => {
        const a = lay(layout, rows, columns, noise(rows, columns, seed))
        assertBits(transposed(a), (i, j) => at(a, j, i))
        assertBits(rowsReversed(a), (i, j) => at(a, rows - 1 - i, j))
        assertBits(columnsReversed(a), (i, j) => at(a, i, columns - 1 - j))
        assertBits(reversed(a), (i, j) => at(a, rows - 1 - i, columns - 1 - j))
        const [row, column] = [seed % (rows + 1), seed % (columns + 1)]
        assertBits(block(a, row, column, rows - row, columns - column), (i, j) =>
          at(a, row + i, column + j),
        )
      }),
      { numRuns },
    )
  })

  it('rowMajor puts rows one after the other, or so far apart', () => {
    const data = Float64Array.of(1, 2, 3, 4, 5, 6)
    assertBits(rowMajor(data, 3, 2), (i, j) => 1 + 2 * i + j)
    assertBits(rowMajor(data, 2, 2, 3), (i, j) => 1 + 3 * i + j)
  })
})
