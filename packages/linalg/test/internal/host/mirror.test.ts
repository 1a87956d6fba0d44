import fc from 'fast-check'
import { mirrorUpper } from '../../../src/internal/host/mirror.ts'
import { assertBits, assertSurroundingsKept, at, lay, layouts, noise, numRuns } from './layouts.ts'

describe('mirrorUpper', () => {
  it('copies what lies above the diagonal below it', () => {
    fc.assert(
      fc.property(layouts, fc.oneof(fc.nat(6), fc.integer({ min: 30, max: 70 })), (layout, n) => {
        const values = noise(n, n, n)
        const a = lay(layout, n, n, values)
        const upper = lay(layout, n, n, values)
        mirrorUpper(a)
        assertBits(a, (i, j) => at(upper, Math.min(i, j), Math.max(i, j)))
        assertSurroundingsKept(a)
      }),
      { numRuns },
    )
  })
})
