import { derivative } from '../../derivative.ts'
import type { Engine, Shape } from '../../engine.ts'
import { type Expression, expression, maximumMatrixOperands, mul } from '../../expression.ts'
import { generate } from '../../map.ts'
import type { Matrix } from '../../matrix.ts'
import { operandsOf } from '../../term.ts'
import type { Pair } from './pair.ts'

/** An expression with its operands, not yet computed. */
export interface Pass {
  readonly expression: Expression
  readonly operands: readonly (Matrix | number)[]
}

const product = /* @__PURE__ */ expression((a, b) => mul(a, b))

const fits = ({ operands }: Pass): boolean =>
  operands.filter((operand) => typeof operand !== 'number').length <= maximumMatrixOperands

/**
 * Expressions whose sum is the tangent of an expression; none where that is zero throughout. One
 * pass if it needs no more matrices than an engine can bind, otherwise one for each tangent; a pass
 * that still needs too many has its partial derivative ∂e/∂xᵢ computed first.
 */
export function tangentPasses(
  base: Engine,
  e: Expression,
  operands: readonly (Pair | number)[],
  shape: Shape,
): Pass[] {
  const primals = operands.map((operand) =>
    typeof operand === 'number' ? operand : operand.primal,
  )
  const tangents = operands.map((operand) =>
    typeof operand === 'number' ? undefined : operand.tangent,
  )
  const given = [...primals, ...tangents.map((tangent) => tangent ?? 0)]
  const along = (active: readonly boolean[]): Pass | undefined => {
    const found = derivative(e, active)
    if (!found) return undefined
    const read = operandsOf(found.term)
    return {
      expression: found,
      operands: given.map((operand, index) => (read.has(index) ? operand : 0)),
    }
  }

  const whole = along(tangents.map((tangent) => tangent !== undefined))
  if (!whole) return []
  if (fits(whole)) return [whole]
  return tangents.flatMap((tangent, k) => {
    const one = tangent && along(tangents.map((_, index) => index === k))
    if (!one) return []
    if (fits(one)) return [one]
    const slope = one.operands.map((operand, index) => (index === e.arity + k ? 1 : operand))
    const partial = generate(base, shape, one.expression, ...slope)
    return [{ expression: product, operands: [partial, tangent] }]
  })
}
