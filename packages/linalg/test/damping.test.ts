import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { bfgsUpdate } from '../src/bfgs.ts'
import { type DampedPair, doubleDamping, powellDamping, powellLmDamping } from '../src/damping.ts'
import type { Dtype } from '../src/dtype.ts'
import { EngineError, ShapeError } from '../src/errors.ts'
import { gemm } from '../src/gemm.ts'
import type { DenseMatrix } from '../src/dense-matrix.ts'
import { defaultHost, hostEngine } from '../src/host.ts'
import { assertClose } from '../src/laws/assert-close.ts'
import { combination, curvatureCaseArbitrary } from '../src/laws/curvature-arbitraries.ts'
import { rounded } from '../src/laws/dense.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { appendPair, emptyPairs } from '../src/curvature-pairs.ts'
import { twoLoop } from '../src/lbfgs.ts'
import type { Matrix } from '../src/matrix.ts'
import { read } from '../src/read.ts'
import { free } from '../src/scope.ts'
import { matrixForms, vectorForms } from './support/input-forms.ts'

const I = [
  [1, 0],
  [0, 1],
]

const flags = ({ powellDamped, secondDamped }: DampedPair): boolean[] => [
  powellDamped,
  secondDamped,
]

const column = (values: readonly number[]): number[][] => values.map((x) => [x])

const assertPair = (found: DampedPair<DenseMatrix>, s: number[], y: number[]): void => {
  assertClose(found.s, column(s), 1e-15, 's')
  assertClose(found.y, column(y), 1e-15, 'y')
}

describe('powellDamping', () => {
  it('is as worked out by hand', () => {
    // sᵀy = −1, yᵀHy = 1, θ = 0.8/2 = 0.4, s̃ᵀy = 0.2
    const found = powellDamping(I, [-1, 1], [1, 0])
    assertPair(found, [0.2, 0.4], [1, 0])
    assert.deepEqual(flags(found), [true, false])
    const stronger = powellDamping(I, [-1, 1], [1, 0], { mu1: 0.5 })
    assertPair(stronger, [0.5, 0.25], [1, 0])
  })

  it('leaves what needs no damping, to the last bit', () => {
    const found = powellDamping(I, [0.3, -7], [1, 0])
    assert.deepEqual(found.s.toArray(), [[0.3], [-7]])
    assert.deepEqual(flags(found), [false, false])
  })
})

describe('doubleDamping', () => {
  it('is as worked out by hand', () => {
    // D1 as above; then s̃ᵀy = 0.2, s̃ᵀs̃ = 0.2: no D2 for μ₂ = 0.5
    assertPair(doubleDamping(I, [-1, 1], [1, 0]), [0.2, 0.4], [1, 0])
    // no D1: sᵀy = 2 > 0.2; D2: 2/8 ≤ 0.5, θ = 0.5·8/6 = 2/3, ỹ = (4/3, 2/3), s̃ᵀỹ = 4
    const second = doubleDamping(I, [2, 2], [1, 0])
    assertPair(second, [2, 2], [4 / 3, 2 / 3])
    assert.deepEqual(flags(second), [false, true])
    // both: s̃ = 0.2 (0, 10) + 0.8 (1, 0) with sᵀy = 0 and θ = 0.8 … s̃ = (0.2, 8)
    const both = doubleDamping(I, [0, 10], [1, 0])
    assert.deepEqual(flags(both), [true, true])
    assertClose(both.s, [[0.2], [8]], 1e-15)
    const theta = (0.5 * 64.04) / (64.04 - 0.2)
    assertClose(both.y, column([theta + (1 - theta) * 0.2, (1 - theta) * 8]), 1e-14)
  })

  it('on both thresholds takes the damped branch, which changes nothing', () => {
    // sᵀy / yᵀHy = 0.25 = μ₁ and sᵀy / sᵀs = 4 = μ₂
    const found = doubleDamping([[1]], [0.25], [1], { mu1: 0.25, mu2: 4 })
    assertPair(found, [0.25], [1])
    assert.deepEqual(flags(found), [true, true])
    const off = doubleDamping([[1]], [0.25], [1], { mu1: 0.2499, mu2: 3.99 })
    assert.deepEqual(flags(off), [false, false])
  })

  it('takes all forms of matrices and vectors, and operators', () => {
    const H = [
      [2, 1],
      [1, 3],
    ]
    const [s, y] = [
      [1, -2],
      [0.5, 1],
    ]
    const expected = doubleDamping(H, s, y)
    assert.deepEqual(flags(expected), [true, true])
    matrixForms(H).forEach((h, k) => {
      const found = doubleDamping(h, vectorForms(s)[k], vectorForms(y)[k])
      assert.deepEqual(found.s.toArray(), expected.s.toArray())
      assert.deepEqual(found.y.toArray(), expected.y.toArray())
    })
    const operator = (v: DenseMatrix): DenseMatrix => gemm(H, v)
    assert.deepEqual(doubleDamping(operator, s, y).y.toArray(), expected.y.toArray())
    const single = doubleDamping(matrix(H, defaultHost('float32')), s, y)
    assert.equal(single.y.dtype, 'float32')
    assertClose(single.y, expected.y, 1e-6)
  })

  it('damps with a limited-memory inverse', () => {
    const pairs = appendPair(emptyPairs(2, 2), [1, 0], [2, 0])
    const found = doubleDamping((v: DenseMatrix) => twoLoop(pairs, v), [-1, 1], [1, 0])
    assertPair(
      found,
      doubleDamping(
        [
          [0.5, 0],
          [0, 1],
        ],
        [-1, 1],
        [1, 0],
      )
        .s.toArray()
        .flat(),
      found.y.toArray().flat(),
    )
    assert.equal(found.powellDamped, true)
  })

  const undamped = [
    ['y = 0', [1, 2], [0, 0]],
    ['s = 0 and y = 0', [0, 0], [0, 0]],
    ['yᵀHy overflows', [-1, 0], [1e200, 0]],
    ['all overflows', [-1e200, 0], [1e200, 0]],
  ] as const
  for (const [name, s, y] of undamped) {
    it(`leaves the pair as it is where ${name}, and the update is refused`, () => {
      for (const damp of [powellDamping, doubleDamping, powellLmDamping]) {
        const found = damp(I, s, y)
        assert.deepEqual(found.s.toArray().flat(), [...s])
        assert.deepEqual(found.y.toArray().flat(), [...y])
        assert.deepEqual(flags(found), [false, false])
        const { status, H } = bfgsUpdate(I, found.s, found.y)
        assert.notEqual(status, 'updated')
        assert.deepEqual(H.toArray(), I)
      }
    })
  }

  it('damps s = 0 to a part of Hy', () => {
    assertClose(doubleDamping(I, [0, 0], [3, 4]).s, [[0.6], [0.8]], 1e-15)
  })

  it('leaves y as it is where s̃ᵀs̃ overflows, and the update is refused', () => {
    const found = doubleDamping(I, [1e200, 0], [1, 0])
    assert.deepEqual(flags(found), [false, false])
    assert.equal(bfgsUpdate(I, found.s, found.y).status, 'overflow')
  })

  it('with NaN or infinities anywhere leaves H unchanged in the update', () => {
    const bad = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
    fc.assert(
      fc.property(curvatureCaseArbitrary(), fc.boolean(), fc.nat(), bad, (given, inS, k, value) => {
        const h = matrix(given.H)
        const vectors = [given.s, given.y].map((a) => [...a.values])
        vectors[inS ? 0 : 1][k % given.s.rows] = value
        for (const damp of [doubleDamping, powellLmDamping]) {
          const found = damp(h, vectors[0], vectors[1], given)
          const { H, status } = bfgsUpdate(h, found.s, found.y)
          assert.equal(status, 'non-finite')
          assert.deepEqual(H.toArray(), h.toArray())
        }
      }),
    )
  })

  it('for μ₂ ≥ 1 where no damping factor exists takes ỹ = μ₂ s̃', () => {
    // s̃ᵀy = s̃ᵀs̃: the line through y and s̃ has this curvature everywhere.
    assertPair(doubleDamping(I, [1, 0], [1, 0], { mu2: 2 }), [1, 0], [2, 0])
    assertPair(doubleDamping(I, [1, 0], [1, 1], { mu2: 2 }), [1, 0], [2, 0])
    assertPair(doubleDamping(I, [1, 0], [1, 0], { mu2: 1 }), [1, 0], [1, 0])
  })

  const scales: Record<Dtype, number[]> = {
    float32: [1e-18, 1e-9, 1, 1e9, 1e18],
    float64: [1e-150, 1e-75, 1, 1e75, 1e150],
  }
  for (const dtype of ['float32', 'float64'] as const) {
    it(`in ${dtype} with finite vectors of any scale gives finite ones, and finite H⁺`, () => {
      const engine = hostEngine({ dtype })
      const scale = fc.constantFrom(...scales[dtype])
      fc.assert(
        fc.property(curvatureCaseArbitrary(), scale, scale, (given, sScale, yScale) => {
          const h = matrix(rounded(given.H, dtype), engine)
          const s = rounded(combination(sScale, given.s, 0, given.s), dtype)
          const y = rounded(combination(yScale, given.y, 0, given.y), dtype)
          for (const damp of [doubleDamping, powellLmDamping]) {
            const found = damp(h, matrix(s, engine), matrix(y, engine), given)
            const all = [...found.s.toArray(), ...found.y.toArray()].flat()
            assert.ok(all.every(Number.isFinite))
            const { H, status } = bfgsUpdate(h, found.s, found.y)
            assert.notEqual(status, 'non-finite')
            assert.ok(H.toArray().flat().every(Number.isFinite))
            if (status !== 'updated') assertClose(H, h, 0)
          }
        }),
      )
    })
  }

  it('refuses what does not fit, with what was given', () => {
    const refused = (run: () => unknown, message: RegExp): void =>
      assert.throws(run, (error) => error instanceof RangeError && message.test(error.message))
    refused(() => doubleDamping([[1, 2]], [1], [1]), /^doubleDamping: H is 1×2; expected a square/)
    refused(() => powellDamping(I, [1], [1, 2]), /^powellDamping: s is 1×1; expected 2×1/)
    refused(() => powellLmDamping(I, [1, 2], [[1, 2]]), /^powellLmDamping: .*y is 1×2; expected/)
    refused(
      () => doubleDamping((v: DenseMatrix) => gemm([[1, 1]], v), [1, 2], [1, 2]),
      /^doubleDamping: Hy is 1×1; expected 2×1/,
    )
    const operator = (v: DenseMatrix): DenseMatrix => v
    refused(() => doubleDamping(operator, [[1, 2]], [1, 2]), /s is 1×2; expected 2×1/)
    for (const mu1 of [0, 1, -0.1, Number.NaN]) {
      refused(
        () => doubleDamping(I, [1, 2], [1, 2], { mu1 }),
        /^doubleDamping: mu1 is .*; expected a number in \(0, 1\)$/,
      )
    }
    for (const mu2 of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      refused(
        () => doubleDamping(I, [1, 2], [1, 2], { mu2 }),
        /mu2 is .*; expected a number above 0/,
      )
      refused(() => powellLmDamping(I, [1, 2], [1, 2], { mu2 }), /^powellLmDamping: mu2 is/)
    }
    assert.throws(() => doubleDamping([[1]], [1, 2], [1, 2]), ShapeError)
  })

  it('keeps nothing but what it returns', () => {
    const engine = hostEngine({ poison: true })
    const [h, s, y] = [I, [-1, 1], [1, 0.5]].map((a) => matrix(a, engine))
    const before = engine.stats()
    for (const damp of [powellDamping, doubleDamping, powellLmDamping]) {
      const found = damp(h, s, y)
      assert.ok([...found.s.toArray(), ...found.y.toArray()].flat().every(Number.isFinite))
      free([found.s, found.y, found.powell, found.second])
    }
    assert.deepEqual(engine.stats(), before)
  })

  it('on an engine that must wait shows the flags as matrices alone', async () => {
    const found = doubleDamping(matrix(I, opaqueEngine()), [-1, 1], [1, 0])
    assert.throws(() => found.powellDamped, EngineError)
    assert.throws(() => found.secondDamped, EngineError)
    const values = async (a: Matrix): Promise<number[]> => [...(await read(a))]
    assert.deepEqual([await values(found.powell), await values(found.second)], [[1], [0]])
  })
})

describe('powellLmDamping', () => {
  it('is as worked out by hand', () => {
    const found = powellLmDamping(I, [-1, 1], [1, 0], { mu2: 10 })
    assertPair(found, [0.2, 0.4], [3, 4])
    assert.deepEqual(flags(found), [true, true])
  })
})
