/*
 * The condition of a symmetric positive definite operator, from below: the extreme Ritz values after
 * some steps of the Lanczos process (Golub and Van Loan, Matrix Computations (4th ed.), §10.1), which
 * needs products alone. It runs on the engine; its coefficients come back as one row.
 */
import type { Floats } from '@kq/linalg/dtype'
import { zeros } from '@kq/linalg/constant'
import { concat } from '@kq/linalg/concat'
import type { Engine } from '@kq/linalg/engine'
import { div, expression, gt, mul, sqrt, sub, where } from '@kq/linalg/expression'
import { dot } from '@kq/linalg/inner-products'
import { map } from '@kq/linalg/map'
import type { Matrix } from '@kq/linalg/matrix'
import { createRandom } from '@kq/linalg/random'
import { scope, track } from '@kq/linalg/scope'
import { tridiagonalExtremes } from './tridiagonal-extremes.ts'

const maximumSteps = 24

const root = expression((x) => sqrt(x))
const over = expression((x, norm) => where(gt(norm, 0), div(x, norm), 0))
const orthogonalized = expression((w, alpha, v, beta, previous) =>
  sub(sub(w, mul(alpha, v)), mul(beta, previous)),
)

const norm = (v: Matrix): Matrix => map(root, dot(v, v))

/**
 * α₁ β₁ α₂ β₂ … of the Lanczos process on an n×n operator, one row. The start is always the same.
 */
export function lanczosRow(apply: (v: Matrix) => Matrix, n: number, engine: Engine): Matrix {
  return scope(() => {
    const random = createRandom(1)
    const start = Float64Array.from({ length: n }, () => random.normal())
    const uploaded = track(engine.upload(start, { rows: n, columns: 1 }))
    let v = map(over, uploaded, norm(uploaded))
    let previous = zeros(n, 1, engine)
    let beta: Matrix | number = 0
    const row: Matrix[] = []
    for (let k = 0; k < Math.min(n, maximumSteps); k++) {
      const w = apply(v)
      const alpha = dot(v, w)
      const rest: Matrix = map(orthogonalized, w, alpha, v, beta, previous)
      beta = norm(rest)
      row.push(alpha, beta)
      previous = v
      v = map(over, rest, beta)
    }
    return concat('columns', ...row)
  })
}

/**
 * λmax / λmin by the coefficients of {@link lanczosRow}: a lower bound, but for rounding. Infinity
 * where λmin cannot be told from 0 or less in the dtype; NaN where a coefficient is not finite.
 */
export function conditionOf(row: Floats | readonly number[]): number {
  const values = Array.from(row)
  if (!values.every(Number.isFinite)) return Number.NaN
  const alpha = values.filter((_, k) => k % 2 === 0)
  const beta = values.filter((_, k) => k % 2 === 1)
  // Where β vanishes the process has seen a whole invariant subspace: the rest is noise.
  const size = Math.max(...values.map(Math.abs))
  const epsilon = row instanceof Float32Array ? 2 ** -23 : 2 ** -52
  const end = beta.findIndex((b) => b <= 8 * epsilon * size)
  const steps = end < 0 ? alpha.length : end + 1
  const { least, greatest } = tridiagonalExtremes(alpha.slice(0, steps), beta.slice(0, steps - 1))
  return least > epsilon * greatest ? greatest / least : Number.POSITIVE_INFINITY
}
