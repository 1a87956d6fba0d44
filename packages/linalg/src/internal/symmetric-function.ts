import { add, expression, mul } from '../expression.ts'
import { gemm } from '../gemm.ts'
import type { HostMatrix } from '../host.ts'
import { map } from '../map.ts'
import { scope, track } from '../scope.ts'
import { transpose } from '../transpose.ts'

const product = /* @__PURE__ */ expression((x, y) => mul(x, y))
const mean = /* @__PURE__ */ expression((x, xT) => mul(0.5, add(x, xT)))

/** The mean of a matrix and its transpose, symmetric to the last bit. */
const symmetrized = (a: HostMatrix): HostMatrix => scope(() => map(mean, a, transpose(a)))

/**
 * V diag(f(λ)) Vᵀ, symmetric to the last bit.
 *
 * @param f - of an eigenvalue and its number
 */
export const symmetricFunction = (
  vectors: HostMatrix,
  values: HostMatrix,
  f: (value: number, k: number) => number,
): HostMatrix =>
  scope(() => {
    const { rows: n, engine } = values
    const images = Array.from({ length: n }, (_, k) => f(values.get(k, 0), k))
    const scaled = map(product, vectors, track(engine.upload(images, { rows: 1, columns: n })))
    return symmetrized(gemm(scaled, vectors, { transposeB: true }))
  })
