import { matrices } from './as-matrix.ts'
import { concat } from './concat.ts'
import { zeros } from './constant.ts'
import { expression, mul } from './expression.ts'
import type { HostMatrix } from './host.ts'
import { generate, map } from './map.ts'
import type { HostVectorLike, Matrix, VectorLike } from './matrix.ts'
import { scope } from './scope.ts'
import { slice } from './slice.ts'

const same = expression((x) => x)
const product = expression((x, y) => mul(x, y))

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
export function kron(a: HostVectorLike, b: HostVectorLike): HostMatrix
export function kron(a: VectorLike, b: VectorLike): Matrix
export function kron(a: VectorLike, b: VectorLike): Matrix {
  return scope(() => {
    const [A, B] = matrices(a, b)
    const { rows: m, columns: n } = A
    const { rows: p, columns: q } = B
    if (m * n * p * q === 0) return zeros(m * p, n * q, A.engine)
    // A with every column repeated q times, and B side by side n times: a row of blocks is one product.
    const stretched = concat(
      'columns',
      ...range(n).map((j) =>
        generate(
          A.engine,
          { rows: m, columns: q },
          same,
          slice(A, { columnStart: j, columnEnd: j + 1 }),
        ),
      ),
    )
    const tiled = concat('columns', ...range(n).map(() => B))
    return concat(
      'rows',
      ...range(m).map((i) => map(product, slice(stretched, { rowStart: i, rowEnd: i + 1 }), tiled)),
    )
  })
}

const range = (length: number): number[] => Array.from({ length }, (_, index) => index)
