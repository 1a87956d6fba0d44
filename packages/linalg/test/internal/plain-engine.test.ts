import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../../src/as-matrix.ts'
import { bfgsUpdate } from '../../src/bfgs.ts'
import { doubleDamping, powellDamping, powellLmDamping } from '../../src/damping.ts'
import { eigh } from '../../src/eigh.ts'
import { gemm } from '../../src/gemm.ts'
import { hostEngine } from '../../src/host.ts'
import { plain, plainEngine, plainOf } from '../../src/internal/plain-engine.ts'
import { kron } from '../../src/kron.ts'
import { kronMatvec } from '../../src/kron-matvec.ts'
import { assertClose, assertSame } from '../../src/laws/assert-close.ts'
import { sample, symmetricSample } from '../../src/laws/samples.ts'
import { appendPair, emptyPairs } from '../../src/curvature-pairs.ts'
import { twoLoop } from '../../src/lbfgs.ts'
import { read } from '../../src/read.ts'
import { free, scope } from '../../src/scope.ts'

const rowsOf = (m: number, n: number, seed: number): number[][] => {
  const a = sample('float64', m, n, seed)
  return Array.from({ length: m }, (_, i) => Array.from({ length: n }, (_, j) => a.get(i, j)))
}
const size = fc.integer({ min: 1, max: 7 })
const seed = fc.integer({ min: 1, max: 1000 })

describe('plain arrays', () => {
  const engine = hostEngine()

  it('are updated and damped to the bits of the host engine', () => {
    fc.assert(
      fc.property(size, seed, (n, k) => {
        const h = symmetricSample('float64', n)
        const H = Array.from({ length: n }, (_, i) =>
          Array.from({ length: n }, (_, j) => h.get(i, j) + (i === j ? n : 0)),
        )
        const [s, y] = [rowsOf(n, 1, k), rowsOf(n, 1, k + 1)]
        const [hostH, hostS, hostY] = [H, s, y].map((rows) => matrix(rows, engine))
        const update = bfgsUpdate(H, s, y, { skipReference: y })
        const expected = bfgsUpdate(hostH, hostS, hostY, { skipReference: hostY })
        assert.equal(update.status, expected.status)
        assertSame(update.H, expected.H)
        for (const damp of [doubleDamping, powellDamping, powellLmDamping]) {
          const found = damp(H, s, y)
          const damped = damp(hostH, hostS, hostY)
          assertSame(found.s, damped.s)
          assertSame(found.y, damped.y)
          assert.equal(found.powellDamped, damped.powellDamped)
          assert.equal(found.secondDamped, damped.secondDamped)
        }
      }),
    )
  })

  it('have Kronecker products and limited-memory products as the host engine', () => {
    fc.assert(
      fc.property(size, size, size, size, seed, (m, n, p, q, k) => {
        const [a, b, v] = [rowsOf(m, n, k), rowsOf(p, q, k + 1), rowsOf(n * q, 2, k + 2)]
        const [A, B, V] = [a, b, v].map((rows) => matrix(rows, engine))
        assertSame(kron(a, b), kron(A, B))
        assertSame(kronMatvec(a, b, v), kronMatvec(A, B, V))
        let pairs = emptyPairs(m, n * q)
        let held = emptyPairs(m, n * q, engine)
        for (let i = 0; i < m + 1; i++) {
          const s = rowsOf(n * q, 1, k + i)
          pairs = appendPair(pairs, s, s, [[i % 2]])
          held = appendPair(
            held,
            matrix(s, engine),
            matrix(s, engine),
            matrix([[i % 2]], engine),
          ) as typeof held
        }
        const expected = twoLoop(held, V, { gamma: 0.5 })
        assertClose(twoLoop(pairs, v, { gamma: 0.5 }), expected, 1e-10, 'H V')
      }),
    )
  })

  it('give ndarrays, which all functions and engines take', async () => {
    const product = kron([[1, 2]], [[3], [4]])
    assert.deepEqual([product.shape, product.stride, product.offset], [[2, 2], [2, 1], 0])
    assert.deepEqual([...(await read(product))], [3, 6, 4, 8])
    assert.deepEqual(gemm(product, [1, 1]).toArray(), [[9], [12]])
    assert.equal(gemm(matrix([[1, 1]], engine), product).engine, engine)
    assert.deepEqual(eigh(kron([[2]], [[1]])).values.toArray(), [[2]])
    const own = hostEngine({ dtype: 'float32' })
    assert.equal(bfgsUpdate(matrix([[1]], own), kron([[1]], [[1]]), [2]).H.engine, own)
  })

  it('live on after scopes and free', () => {
    const product = scope(() => {
      const other = kron([[2]], [[2]])
      free(other)
      assert.equal(other.get(0, 0), 4)
      return kron(other, [[2]])
    })
    assert.deepEqual([product.get(0, 0), product.freed], [8, false])
  })

  it('are looked at in place as ndarrays, and copied otherwise', () => {
    const data = Float64Array.of(1, 2, 3, 4)
    const view = plain(data, 2, 2, 0, 1, 2)
    assert.deepEqual(kron([[1]], view).toArray(), [
      [1, 3],
      [2, 4],
    ])
    assert.equal(view.engine, plainEngine)
    const column = kronMatvec([[1]], [[1]], data.subarray(0, 1))
    data[0] = 9
    assert.equal(column.get(0, 0), 1)
    assert.deepEqual(plainOf(1, 2, (_, j) => j).toArray(), [[0, 1]])
  })
})
