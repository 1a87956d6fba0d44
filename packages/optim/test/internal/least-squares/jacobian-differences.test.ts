import assert from 'node:assert/strict'
import { jacobianDifferences } from '../../../src/internal/least-squares/jacobian-differences.ts'
import type { Steps } from '../../../src/internal/minimize/protocol.ts'
import { readBox } from '../../../src/internal/minimize/box.ts'
import { assertClose } from '../../support/dense.ts'

const residuals = ([a, b]: Float64Array): number[] => [a * a * b, Math.exp(a), b]
const x = Float64Array.of(1.5, -2)
const exact = [2 * 1.5 * -2, Math.exp(1.5), 0, 1.5 ** 2, 0, 1]

function run(
  kind: 'forward' | 'central',
  bounds: Parameters<typeof readBox>[0] = {},
  defined: (x: Float64Array) => boolean = () => true,
): { jacobian: Float64Array; asked: Float64Array[] } {
  const asked: Float64Array[] = []
  const steps = jacobianDifferences(
    kind,
    function* at(to): Steps<Float64Array | undefined> {
      yield* []
      asked.push(to.slice())
      return defined(to) ? Float64Array.from(residuals(to)) : undefined
    },
    readBox(bounds, 2),
    x,
    Float64Array.from(residuals(x)),
  )
  return { jacobian: steps.next().value as unknown as Float64Array, asked }
}

describe('jacobianDifferences', () => {
  it('takes n evaluations, or 2n for more digits', () => {
    const forward = run('forward')
    const central = run('central')
    assertClose(forward.jacobian, exact, 1e-7)
    assertClose(central.jacobian, exact, 1e-9)
    assert.deepEqual([forward.asked.length, central.asked.length], [2, 4])
  })

  it('stays within bounds, and goes to the other side where there is no room', () => {
    for (const kind of ['forward', 'central'] as const) {
      for (const bounds of [{ upper: x }, { lower: x }]) {
        const { jacobian, asked } = run(kind, bounds)
        assertClose(jacobian, exact, 1e-4)
        const side = 'upper' in bounds ? 1 : -1
        assert.ok(asked.every((at) => at.every((value, i) => side * (x[i] - value) >= 0)))
        assert.equal(asked.length, 2)
      }
    }
    const { jacobian, asked } = run('forward', { lower: x, upper: x })
    assert.deepEqual([[...jacobian], asked.length], [[0, 0, 0, 0, 0, 0], 0])
  })

  it('goes to the other side of where r is not finite', () => {
    for (const kind of ['forward', 'central'] as const) {
      for (const side of [1, -1]) {
        const { jacobian } = run(kind, {}, ([a]) => side * (a - x[0]) <= 0)
        assertClose(jacobian, exact, 1e-4)
      }
    }
  })
})
