import assert from 'node:assert/strict'
import { bfgsUpdate } from '../../src/bfgs.ts'
import { zeros } from '../../src/constant.ts'
import { doubleDamping, powellLmDamping } from '../../src/damping.ts'
import { add, expression, mul } from '../../src/expression.ts'
import { hostEngine } from '../../src/host.ts'
import { opaqueEngine } from '../../src/laws/opaque-engine.ts'
import { quasiNewtonLaws } from '../../src/laws/quasi-newton.ts'
import type { QuasiNewtonMethods } from '../../src/laws/quasi-newton-context.ts'
import { appendPair, emptyPairs } from '../../src/curvature-pairs.ts'
import { twoLoop } from '../../src/lbfgs.ts'
import { map } from '../../src/map.ts'
import { transpose } from '../../src/transpose.ts'

describe('quasiNewtonLaws', () => {
  describe('host, float64', () => {
    quasiNewtonLaws(() => hostEngine(), { describe, it })
  })

  describe('host, float32, poisoning what is freed', () => {
    quasiNewtonLaws(() => hostEngine({ dtype: 'float32', poison: true }), { describe, it })
  })

  describe('opaque, float64', () => {
    quasiNewtonLaws(() => opaqueEngine(), { describe, it })
  })

  /** Whether the methods break the law of that name. */
  const breaks = async (methods: Partial<QuasiNewtonMethods>, law: RegExp): Promise<boolean> => {
    const laws: (() => Promise<void>)[] = []
    quasiNewtonLaws(() => hostEngine(), {
      describe: (_name, body) => body(),
      it: (name, body) => {
        if (law.test(name)) laws.push(body)
      },
      methods: { products: { twoLoop }, ...methods },
    })
    assert.equal(laws.length, 1)
    return laws[0]().then(
      () => false,
      () => true,
    )
  }

  const nearlyOnce = expression((x, xT) => mul(1 + 2 ** -30, add(mul(0.5, x), mul(0.5, xT))))

  const mutants: Record<string, [Partial<QuasiNewtonMethods>, RegExp]> = {
    'a damping that damps only half as far': [
      { doubleDamping: (H, s, y, { mu1, mu2 }) => doubleDamping(H, s, y, { mu1: mu1 / 2, mu2 }) },
      /B0 to B3/,
    ],
    'a second damping that damps only half as far': [
      { doubleDamping: (H, s, y, { mu1, mu2 }) => doubleDamping(H, s, y, { mu1, mu2: mu2 / 2 }) },
      /B0 to B3/,
    ],
    'a damping that damps always': [
      {
        doubleDamping: (H, s, y, options) => powellLmDamping(H, s, y, options),
      },
      /B0 to B3/,
    ],
    'a shift by another μ₂': [
      {
        powellLmDamping: (H, s, y, { mu1, mu2 }) =>
          powellLmDamping(H, s, y, { mu1, mu2: mu2 * 1.001 }),
      },
      /bounds for any μ₂/,
    ],
    'an update that is a little too large': [
      {
        bfgsUpdate: (H, s, y, options) => {
          const { H: next, code } = bfgsUpdate(H, s, y, options)
          return { H: map(nearlyOnce, next, transpose(next)), code }
        },
      },
      /B4, B5, B6/,
    ],
    'an update that skips nothing': [
      { bfgsUpdate: (H, s, y) => ({ H: bfgsUpdate(H, s, y).H, code: zeros(1, 1, H.engine) }) },
      /says why/,
    ],
    'an update without the skip reference': [
      { bfgsUpdate: (H, s, y) => bfgsUpdate(H, s, y) },
      /says why/,
    ],
    'an update that always skips': [
      { bfgsUpdate: (H) => ({ H, code: zeros(1, 1, H.engine) }) },
      /B8 and B9/,
    ],
    'a store that holds one pair more': [
      { emptyPairs: (memory, n, engine) => emptyPairs(memory + 1, n, engine) },
      /newest last/,
    ],
    'a store that accepts everything': [
      { appendPair: (pairs, s, y) => appendPair(pairs, s, y) },
      /not accepted/,
    ],
    'a product that forgets γ': [
      { products: { mine: (pairs, v) => twoLoop(pairs, v) } },
      /BFGS matrix of the pairs held/,
    ],
  }
  for (const [name, [methods, law]] of Object.entries(mutants)) {
    it(`catches ${name}`, async () => {
      assert.equal(await breaks({}, law), false)
      assert.equal(await breaks(methods, law), true)
    })
  }
})
