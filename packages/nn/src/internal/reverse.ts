import { fill } from '@kq/linalg/constant'
import { add, expression } from '@kq/linalg/expression'
import { map } from '@kq/linalg/map'
import type { Matrix } from '@kq/linalg/matrix'
import { discard, scope } from '@kq/linalg/scope'
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

/** Counts the nodes whose cotangent a matrix is, and frees it when there are none left. */
function holders(): { hold(a: Matrix): void; release(a: Matrix): void } {
  const counts = new Map<Matrix, number>()
  return {
    hold: (a) => void counts.set(a, (counts.get(a) ?? 0) + 1),
    release(a) {
      const left = (counts.get(a) ?? 1) - 1
      counts.set(a, left)
      if (left > 0) return
      counts.delete(a)
      discard(a)
    },
  }
}

/**
 * Completes `known`, the cotangents of `of` by node, for all of `wrt` that `of` depends on. Those on
 * the way are freed as soon as all that they lead to have had their share.
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
  const requested = new Set(wrt.map(({ index }) => index))
  const plans = plan(nodes, of.index, requested, known)
  scope(() => {
    const { hold, release } = holders()
    const partial = new Map<number, Matrix>()
    if (!known.has(of.index)) {
      const one = fill(1, 1, 1, of.value.engine)
      hold(one)
      partial.set(of.index, one)
    }
    for (let index = of.index; index >= 0; index--) {
      if (plans[index] === idle) continue
      const remembered = known.get(index)
      const complete = remembered ?? partial.get(index)
      if (!complete) continue
      for (const { variable, vjp } of nodes[index]) {
        if (plans[variable.index] !== wanted) continue
        const contribution = vjp(complete)
        hold(contribution)
        const sum = partial.get(variable.index)
        if (!sum) {
          partial.set(variable.index, contribution)
          continue
        }
        const next = map(plus, sum, contribution)
        hold(next)
        partial.set(variable.index, next)
        release(sum)
        release(contribution)
      }
      if (remembered) continue
      partial.delete(index)
      if (requested.has(index)) known.set(index, complete)
      else release(complete)
    }
    return [...known.values()]
  })
}
