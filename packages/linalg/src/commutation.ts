/*
 * The commutation matrix K, K vec(X) = vec(Xᵀ), which is the perfect shuffle: Magnus and Neudecker, "The
 * commutation matrix: some properties and applications", Ann. Statist. 7 (1979); Van Loan, "The
 * ubiquitous Kronecker product", J. Comput. Appl. Math. 123 (2000), section 1.
 *
 *   K_mnᵀ = K_mn⁻¹ = K_nm          K_pm (A ⊗ B) K_nq = B ⊗ A  for m×n A and p×q B
 *   K_mn (x ⊗ y) = y ⊗ x  for x of n and y of m numbers
 */
import { matrix } from './as-matrix.ts'
import { zeros } from './constant.ts'
import type { Engine } from './engine.ts'
import { ShapeError } from './errors.ts'
import { defaultHost, type HostEngine, type HostMatrix } from './host.ts'
import { mapUnstacked } from './internal/unstacked.ts'
import { type HostVectorLike, type Matrix, shapeText, type VectorLike } from './matrix.ts'
import { scope, track } from './scope.ts'
import { transpose } from './transpose.ts'

/**
 * K_mn V without forming K_mn: every column of V is vec(X) of an m×n matrix X, its columns stacked, and
 * becomes vec(Xᵀ). On any engine; nothing is computed, numbers only change places.
 *
 * @param m - rows of X
 * @param n - columns of X
 * @param v - mn×r
 * @returns mn×r
 * @throws ShapeError if V does not have mn rows
 *
 * @example
 * ```ts
 * import { commutationMatvec } from '@kq/linalg/commutation'
 *
 * commutationMatvec(2, 3, [1, 2, 3, 4, 5, 6]).toArray() // [[1], [3], [5], [2], [4], [6]]
 * ```
 */
export function commutationMatvec(m: number, n: number, v: HostVectorLike): HostMatrix
export function commutationMatvec(m: number, n: number, v: VectorLike): Matrix
export function commutationMatvec(m: number, n: number, v: VectorLike): Matrix {
  return scope(() => {
    const V = matrix(v)
    assertSizes('commutationMatvec', m, n)
    if (V.rows !== m * n) {
      throw new ShapeError(
        `commutationMatvec: V is ${shapeText(V)}; expected ${m}·${n} = ${m * n} rows`,
      )
    }
    const stacked = mapUnstacked(V, n, m, (W) => W.map((w) => transpose(w)))
    return stacked ?? zeros(m * n, 0, V.engine)
  })
}

/**
 * K_mn as a permutation: element k of vec(Xᵀ) is element `order[k]` of vec(X), for m×n matrices X.
 *
 * @returns mn numbers
 *
 * @example
 * ```ts
 * import { commutationOrder } from '@kq/linalg/commutation'
 *
 * commutationOrder(2, 3) // [0, 2, 4, 1, 3, 5]
 * ```
 */
export function commutationOrder(m: number, n: number): Uint32Array {
  assertSizes('commutationOrder', m, n)
  return Uint32Array.from({ length: m * n }, (_, k) => (k % n) * m + Math.floor(k / n))
}

/**
 * The commutation matrix K_mn, formed: m²n² numbers. Prefer {@link commutationMatvec}.
 *
 * @param engine - defaults to the host in float64
 * @returns mn×mn, a permutation matrix
 *
 * @example
 * ```ts
 * import { commutationMatrix } from '@kq/linalg/commutation'
 *
 * commutationMatrix(1, 2).toArray() // [[1, 0], [0, 1]]
 * ```
 */
export function commutationMatrix(m: number, n: number, engine?: HostEngine): HostMatrix
export function commutationMatrix(m: number, n: number, engine: Engine): Matrix
export function commutationMatrix(m: number, n: number, engine: Engine = defaultHost()): Matrix {
  const order = commutationOrder(m, n)
  const size = m * n
  const values = new Float64Array(size * size)
  order.forEach((from, k) => (values[k * size + from] = 1))
  return track(engine.upload(values, { rows: size, columns: size }))
}

function assertSizes(operation: string, m: number, n: number): void {
  if ([m, n].every((size) => Number.isInteger(size) && size >= 0)) return
  throw new ShapeError(`${operation}: m is ${m} and n ${n}; expected whole numbers from 0 on`)
}
