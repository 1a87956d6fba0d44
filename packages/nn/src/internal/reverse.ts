import { fill } from '@kq/linalg/constant'
import { add, expression } from '@kq/linalg/expression'
import { map } from '@kq/linalg/map'
import type { Matrix } from '@kq/linalg/matrix'
import type { Parent, Variable } from '../tape.ts'

const plus = expression((a, b) => add(a, b))

/** What the reverse pass does with a node. */
const idle = 0
const source = 1
const wanted = 2

/**
 * Which nodes the pass needs, from the first requested one up to `last`: `wanted` are those whose
 * cotangent is missing and leads to a requested one, `source` those known already that feed them.
 */
function plan(
  nodes: readonly (readonly Parent[])[],
  last: number,
  requested: ReadonlySet<number>,
  known: ReadonlyMap<number, Matrix>,
): Uint8Array {
  const plans = new Uint8Array(last + 1)
  for (let index = 0; index <= last; index++) {
    const needed =
      requested.has(index) || nodes[index].some(({ variable }) => plans[variable.index] === wanted)
    if (needed) plans[index] = known.has(index) ? source : wanted
  }
  return plans
}

/**
 * Completes `known`, the cotangents of `of` by node, for all of `wrt` that `of` depends on.
 *
 * A cotangent is complete once all operations on its variable have contributed, and those stand
 * later on the tape; all of them that `of` depends on are in the plan, because they lead to it.
 */
export function reverse(
  nodes: readonly (readonly Parent[])[],
  of: Variable,
  wrt: readonly Variable[],
  known: Map<number, Matrix>,
): void {
  for (const [index, cotangent] of known) if (cotangent.freed) known.delete(index)
  if (!known.has(of.index)) known.set(of.index, fill(1, 1, 1, of.value.engine))

  const plans = plan(nodes, of.index, new Set(wrt.map(({ index }) => index)), known)
  const partial = new Map<number, Matrix>()
  for (let index = of.index; index >= 0; index--) {
    if (plans[index] === idle) continue
    const complete = known.get(index) ?? partial.get(index)
    if (!complete) continue
    known.set(index, complete)
    partial.delete(index)
    for (const { variable, vjp } of nodes[index]) {
      if (plans[variable.index] !== wanted) continue
      const contribution = vjp(complete)
      const sum = partial.get(variable.index)
      partial.set(variable.index, sum ? map(plus, sum, contribution) : contribution)
    }
  }
}
