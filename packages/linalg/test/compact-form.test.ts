import assert from 'node:assert/strict'
import fc from 'fast-check'
import { compactForm } from '../src/compact-form.ts'
import { identity } from '../src/constant.ts'
import { hostEngine, type HostMatrix } from '../src/host.ts'
import { matrix } from '../src/as-matrix.ts'
import { assertClose } from '../src/laws/assert-close.ts'
import { assertSymmetric } from '../src/laws/assert-symmetric.ts'
import { pairSequenceArbitrary } from '../src/laws/curvature-arbitraries.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { appendPair, emptyPairs } from '../src/curvature-pairs.ts'
import { twoLoop } from '../src/lbfgs.ts'
import { read } from '../src/read.ts'
import { free, scope } from '../src/scope.ts'
import { matrixForms, vectorForms } from './support/input-forms.ts'

const S = [
  [1, 0],
  [1, 1],
]
const Y = [
  [2, 0],
  [1, 3],
]

describe('compactForm', () => {
  it('has the parts of theorem 2.2, worked out by hand', () => {
    // R = [2 1; 0 4], R⁻¹ = [0.5 −0.125; 0 0.25], Δ = diag(2, 4), YYᵀ = [4 2; 2 10], γ = 1
    const { gamma, basis, middle } = compactForm({ S, Y })
    assert.equal(gamma, 1)
    assert.deepEqual(basis.toArray(), [...S, ...Y])
    const expected = [
      [1.5, -0.125, -0.5, 0],
      [-0.125, 0.84375, 0.125, -0.25],
      [-0.5, 0.125, 0, 0],
      [0, -0.25, 0, 0],
    ]
    assertClose(middle, expected, 1e-15)
    const scaled = compactForm({ S: [[1, 0]], Y: [[2, 0]] }, { gamma: 3 })
    assert.deepEqual(scaled.basis.toArray(), [
      [1, 0],
      [6, 0],
    ])
    assertClose(
      scaled.middle,
      [
        [3.5, -0.5],
        [-0.5, 0],
      ],
      1e-15,
    )
    assertClose(
      scaled.toDense(),
      [
        [0.5, 0],
        [0, 3],
      ],
      1e-15,
    )
  })

  it('is symmetric to the last bit, whole and in the middle', () => {
    fc.assert(
      fc.property(pairSequenceArbitrary(), ({ memory, dimension, gamma, pairs }) => {
        let held = emptyPairs(memory, dimension)
        for (const { s, y } of pairs) held = appendPair(held, s, y)
        const form = compactForm(held, { gamma })
        assertSymmetric(form.middle, 'M')
        assertSymmetric(form.toDense(), 'H')
      }),
    )
  })

  it('without pairs is γ I', () => {
    const form = compactForm(emptyPairs(2, 3), { gamma: 0.5 })
    assertClose(form.toDense(), identity(3, 0.5), 0)
    assertClose(form.apply([2, 4, 6]), [1, 2, 3], 0)
  })

  it('takes all forms of matrices and vectors', () => {
    const expected = twoLoop({ S, Y }, [1, -1])
    matrixForms(S).forEach((s, k) => {
      const form = compactForm({ S: s, Y: matrixForms(Y)[k] })
      assertClose(form.apply(vectorForms([1, -1])[k]), expected, 1e-15)
    })
  })

  it('lives in the scope that it was made in, and leaves nothing behind', () => {
    const engine = hostEngine({ dtype: 'float32', poison: true })
    const pairs = { S: matrix(S, engine), Y: matrix(Y, engine) }
    const before = engine.stats()
    const [H, product] = scope((): HostMatrix[] => {
      const form = compactForm(pairs)
      return [form.toDense(), form.apply([1, -1])]
    })
    assertClose(product, twoLoop({ S, Y }, [1, -1]), 1e-6)
    free([H, product])
    assert.deepEqual(engine.stats(), before)
  })

  it('works on an engine that must wait', async () => {
    const engine = opaqueEngine()
    const form = compactForm({ S: matrix(S, engine), Y: matrix(Y, engine) })
    const expected = compactForm({ S, Y }).toDense()
    assertClose([...(await read(form.toDense()))], expected.toArray().flat(), 1e-15)
  })

  it('refuses what does not fit, with what was given', () => {
    assert.throws(
      () => compactForm({ S, Y: [[1]] }),
      /^ShapeError: compactForm: S is 2×2 and Y 1×1/,
    )
    assert.throws(() => compactForm({ S, Y }, { gamma: 0 }), /^RangeError: compactForm: gamma is 0/)
    assert.throws(
      () => compactForm({ S, Y }).apply([1]),
      /^ShapeError: CompactForm.apply: V is 1×1, but the pairs are of 2 numbers; expected 2 rows$/,
    )
  })
})
