import { concat } from '../../concat.ts'
import { zeros } from '../../constant.ts'
import type { Axis, Engine, Reduction, Shape } from '../../engine.ts'
import { div, eq, type Expression, expression, where } from '../../expression.ts'
import { generate, map } from '../../map.ts'
import type { Matrix } from '../../matrix.ts'
import { track } from '../../scope.ts'
import type { Pair } from './pair.ts'
import { sumOf } from './sum-of.ts'
import { tangentPasses } from './tangent-passes.ts'

type Operands = readonly (Pair | number)[]

const same = /* @__PURE__ */ expression((x) => x)
const share = /* @__PURE__ */ expression((sum, count) => div(sum, count))
const isExtreme = /* @__PURE__ */ expression((x, extreme) => eq(x, extreme))
const ofExtreme = /* @__PURE__ */ expression((x, extreme, tangent) =>
  where(eq(x, extreme), tangent, 0),
)

const primalsOf = (operands: Operands): (Matrix | number)[] =>
  operands.map((operand) => (typeof operand === 'number' ? operand : operand.primal))

const tangentOfMap = (
  base: Engine,
  e: Expression,
  operands: Operands,
  shape: Shape,
): Matrix | undefined =>
  sumOf(
    tangentPasses(base, e, operands, shape).map((pass) =>
      generate(base, shape, pass.expression, ...pass.operands),
    ),
  )

/** An expression at every element, and its derivative. The ones of a column of ones do not move. */
export function mapPair(
  base: Engine,
  e: Expression,
  operands: Operands,
  shape: Shape,
  ones: boolean,
): Pair {
  const primal = track(base.map(e, primalsOf(operands), shape, ones))
  const tangent = tangentOfMap(base, e, operands, shape)
  return {
    primal,
    tangent: tangent && ones ? concat('columns', tangent, zeros(shape.rows, 1, base)) : tangent,
  }
}

/**
 * The tangent of a sum or mean is that of the tangents. The largest or smallest number moves as the
 * element does that holds it; where several do, as their mean.
 */
export function reducePair(
  base: Engine,
  kind: Reduction,
  axis: Axis | 'all',
  e: Expression,
  operands: Operands,
  shape: Shape,
): Pair {
  const fold = (how: Reduction, of: Expression, ...given: (Matrix | number)[]): Matrix =>
    track(base.reduce(how, axis, of, given, shape))

  if (kind === 'sum' || kind === 'mean') {
    const primal = fold(kind, e, ...primalsOf(operands))
    const passes = tangentPasses(base, e, operands, shape)
    return {
      primal,
      tangent: sumOf(passes.map((pass) => fold(kind, pass.expression, ...pass.operands))),
    }
  }
  const folded = axis === 'all' ? shape.rows * shape.columns : shape[axis]
  const tangent = folded === 0 ? undefined : tangentOfMap(base, e, operands, shape)
  if (!tangent) return { primal: fold(kind, e, ...primalsOf(operands)), tangent: undefined }
  // The values as they are stored, so that the extreme one equals one of them to the last bit.
  const values = generate(base, shape, e, ...primalsOf(operands))
  const extreme = fold(kind, same, values)
  return {
    primal: extreme,
    tangent: map(
      share,
      fold('sum', ofExtreme, values, extreme, tangent),
      fold('sum', isExtreme, values, extreme),
    ),
  }
}
