import type { Expression } from '@kq/linalg/expression'
import { map, mapHomogeneous } from '@kq/linalg/map'
import type { Variable } from './tape.ts'

export interface ElementwiseOptions {
  /**
   * Append a column of ones in the same pass, for a result that is used in its homogeneous form.
   * The values are the same.
   * @defaultValue `false`
   */
  readonly appendOnes?: boolean
}

/** A function of one variable, element by element: what activations are. */
export type Elementwise = (x: Variable, options?: ElementwiseOptions) => Variable

/** An elementwise function h = φ(a) and how cotangents pass it. */
export interface ElementwiseRule {
  /** φ(a), of one operand. */
  readonly forward: Expression
  /** ḡ φ'(a), of two operands: the cotangent of h, and the matrix that `from` names. */
  readonly backward: Expression
  /** Which of a and h the derivative is written in. `'output'` lets go of the input. */
  readonly from: 'input' | 'output'
}

/**
 * An elementwise operation from its rule.
 *
 * @example
 * ```ts
 * import { expression, mul } from '@kq/linalg/expression'
 * import { elementwise } from '@kq/nn/elementwise'
 *
 * const square = elementwise({
 *   forward: expression((a) => mul(a, a)),
 *   backward: expression((g, a) => mul(g, mul(2, a))),
 *   from: 'input',
 * })
 * ```
 */
export const elementwise =
  ({ forward, backward, from }: ElementwiseRule): Elementwise =>
  (x, { appendOnes = false } = {}) => {
    const value = (appendOnes ? mapHomogeneous : map)(forward, x.value)
    // With 'output' the closure holds the result, not x.
    let kept = x
    const result = x.tape.record(
      value,
      [{ variable: x, vjp: (g) => map(backward, g, kept.value) }],
      { homogeneous: appendOnes },
    )
    if (from === 'output') kept = result
    return result
  }
