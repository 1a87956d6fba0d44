import fc from 'fast-check'
import { rowMajor } from '../../../src/internal/host/strided.ts'
import { vectorProduct } from '../../../src/internal/host/vector-product.ts'
import { assertBits, at, lay, layouts, noise, numRuns } from './layouts.ts'

describe('vectorProduct', () => {
  it('is vᵀB, the terms of a product from first to last, however B lies', () => {
    const cases = fc.record({
      layout: layouts,
      rows: fc.nat(30),
      columns: fc.nat(30),
      start: fc.nat(3),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(cases, ({ layout, rows, columns, start, seed }) => {
        const b = lay(layout, start + rows + 1, columns, noise(start + rows + 1, columns, seed))
        const v = Float64Array.from({ length: rows }, (_, k) => Math.cos(seed + k))
        const sums = new Float64Array(columns).fill(9)
        vectorProduct(v, b, start, rows, sums)
        assertBits(rowMajor(sums, 1, columns), (_, j) =>
          v.reduce((sum, value, k) => sum + value * at(b, start + k, j), 0),
        )
      }),
      { numRuns },
    )
  })
})
