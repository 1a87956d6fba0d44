import type { DenseMatrix } from './dense-matrix.ts'
import { expression, mul } from './expression.ts'
import { plainOf } from './internal/plain-engine.ts'
import { join, split } from './internal/reshaped.ts'
import { scope, track } from './internal/scope-stack.ts'
import { filled, isPlain, operands, zeros } from './internal/unchecked.ts'
import type { HostVectorLike, Matrix, VectorLike } from './matrix.ts'

// The product formed and the product not formed: what most programs come for, in 3 KB.
export { kronMatvec } from './kron-matvec.ts'

const product = /* @__PURE__ */ expression((x, y) => mul(x, y))

/**
 * The Kronecker product A ⊗ B, formed: block (i, j) is A[i, j] B. Its size is the product of the
 * sizes, so prefer `kronMatvec`, `kronSolve` or `kronOperator`, which never form it.
 *
 * @param a - m×n
 * @param b - p×q
 * @returns mp×nq
 *
 * @example
 * ```ts
 * import { kron } from '@kq/linalg/kron'
 *
 * kron([[1, 2]], [[3], [4]]).toArray() // [[3, 6], [4, 8]]
 * ```
 */
export function kron(a: HostVectorLike, b: HostVectorLike): DenseMatrix
export function kron(a: VectorLike, b: VectorLike): Matrix
export function kron(a: VectorLike, b: VectorLike): Matrix {
  return scope(() => {
    const [A, B] = operands(a, b)
    const { rows: m, columns: n } = A
    const { rows: p, columns: q } = B
    if (isPlain(A) && isPlain(B)) {
      const at = (i: number, j: number): number =>
        A.get(Math.floor(i / p), Math.floor(j / q)) * B.get(i % p, j % q)
      return plainOf(m * p, n * q, at)
    }
    if (m * n * p * q === 0) return zeros(A.engine, m * p, n * q)
    // A with every column repeated q times, and B side by side n times: a row of blocks is one product.
    const stretched = join(
      'columns',
      split(A, 'columns', n).map((a) => filled(A.engine, a, m, q)),
    )
    const tiled = join(
      'columns',
      Array.from({ length: n }, () => B),
    )
    return join(
      'rows',
      split(stretched, 'rows', m).map((row) =>
        track(A.engine.map(product, [row, tiled], { rows: p, columns: n * q }, false)),
      ),
    )
  })
}
