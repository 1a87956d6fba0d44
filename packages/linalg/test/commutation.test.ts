import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { zeros } from '../src/constant.ts'
import { gemm } from '../src/gemm.ts'
import { hostEngine } from '../src/host.ts'
import { commutationMatrix, commutationMatvec, commutationOrder } from '../src/commutation.ts'
import { kron } from '../src/kron.ts'
import { assertSame } from '../src/laws/assert-close.ts'
import { dense, download } from '../src/laws/dense.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { wholeSample } from '../src/laws/samples.ts'
import { transpose } from '../src/transpose.ts'
import { vec } from '../src/vec.ts'

const size = fc.nat(4)
const identity = (n: number) => dense(n, n, (i, j) => Number(i === j))

describe('commutationMatvec', () => {
  it('takes vec(X) to vec(Xᵀ)', () => {
    fc.assert(
      fc.property(size, size, fc.nat(), (m, n, seed) => {
        const x = wholeSample(m, n, seed)
        assertSame(commutationMatvec(m, n, vec(x)), vec(transpose(x)))
      }),
    )
  })

  it('is K V, K formed, for any number of columns', () => {
    fc.assert(
      fc.property(size, size, fc.nat(3), fc.nat(), (m, n, r, seed) => {
        const v = wholeSample(m * n, r, seed)
        assertSame(commutationMatvec(m, n, v), gemm(commutationMatrix(m, n), v))
      }),
    )
  })

  it('takes x ⊗ y to y ⊗ x', () => {
    const [x, y] = [wholeSample(3, 1, 1), wholeSample(4, 1, 2)]
    assertSame(commutationMatvec(4, 3, kron(x, y)), kron(y, x))
  })

  it('swaps the factors of a Kronecker product from both sides', () => {
    fc.assert(
      fc.property(size, size, size, size, fc.nat(), (m, n, p, q, seed) => {
        const [a, b] = [wholeSample(m, n, seed), wholeSample(p, q, seed + 1)]
        const left = commutationMatvec(p, m, kron(a, b))
        const both = transpose(commutationMatvec(q, n, transpose(left)))
        assertSame(both, kron(b, a))
        assertSame(both, gemm(left, commutationMatrix(n, q)))
      }),
    )
  })

  it('works where no value can be seen, and leaves nothing behind', async () => {
    const engine = opaqueEngine()
    const v = wholeSample(6, 2)
    const found = commutationMatvec(2, 3, matrix(v, engine))
    assert.equal(engine.stats().liveMatrices, 2)
    assertSame(await download(found), commutationMatvec(2, 3, v))
  })

  it('refuses what does not fit', () => {
    assert.throws(() => commutationMatvec(2, 2, [1]), { name: 'ShapeError', message: /2·2 = 4/ })
    assert.throws(() => commutationMatvec(-1, -1, [1]), { name: 'ShapeError', message: /m is -1/ })
  })
})

describe('commutationMatrix', () => {
  it('is a permutation, whose inverse is its transpose and K_nm', () => {
    fc.assert(
      fc.property(size, size, (m, n) => {
        const K = commutationMatrix(m, n)
        assertSame(transpose(K), commutationMatrix(n, m))
        assertSame(gemm(commutationMatrix(n, m), K), identity(m * n))
      }),
    )
  })

  it('lives on the engine that is asked for', () => {
    assert.equal(commutationMatrix(2, 1, hostEngine({ dtype: 'float32' })).dtype, 'float32')
  })
})

describe('commutationOrder', () => {
  it('says where each element comes from', () => {
    fc.assert(
      fc.property(size, size, (m, n) => {
        const v = Array.from({ length: m * n }, (_, i) => i)
        const moved = commutationMatvec(m, n, v.length > 0 ? v : zeros(0, 1))
        assert.deepEqual([...commutationOrder(m, n)], moved.toArray().flat())
      }),
    )
  })

  it('refuses what is no size', () => {
    assert.throws(() => commutationOrder(1.5, 1), { name: 'ShapeError', message: /m is 1.5/ })
  })
})
