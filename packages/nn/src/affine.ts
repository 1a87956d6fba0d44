import { ShapeError } from '@kq/linalg/errors'
import { gemm } from '@kq/linalg/gemm'
import { shapeText } from '@kq/linalg/matrix'
import { scope } from '@kq/linalg/scope'
import { slice } from '@kq/linalg/slice'
import type { Variable } from './tape.ts'

/**
 * a = h̄ W̄ᵀ = h Wᵀ + bᵀ with h̄ = [h, 1] and W̄ = [W | b]: weights and biases in one product.
 *
 * Cotangents: dW̄ = gᵀ h̄, dh = g W.
 *
 * @param weights - W̄, d_out×(d_in + 1), the bias last
 * @param x - h, n×d_in; its homogeneous form is used
 * @returns n×d_out
 * @throws ShapeError if W̄ has not one column more than h
 *
 * @example
 * ```ts
 * import { affine } from '@kq/nn/affine'
 * import { createTape } from '@kq/nn/tape'
 *
 * const tape = createTape()
 * const weights = tape.variable([[2, 3, 10]])
 * affine(weights, tape.variable([[1, 1]])).value // [[15]]
 * ```
 */
export function affine(weights: Variable, x: Variable): Variable {
  if (weights.columns !== x.columns + 1) {
    throw new ShapeError(
      `affine: W̄ is ${shapeText(weights)} and x ${shapeText(x)}; ` +
        `expected W̄ = [W | b] to have ${x.columns + 1} columns, one more than x: the bias is the last`,
    )
  }
  const value = gemm(x.homogeneous, weights.value, { transposeB: true })
  return x.tape.record(value, [
    { variable: weights, vjp: (g) => gemm(g, x.homogeneous, { transposeA: true }) },
    {
      variable: x,
      vjp: (g) => scope(() => gemm(g, slice(weights.value, { columnEnd: x.columns }))),
    },
  ])
}
