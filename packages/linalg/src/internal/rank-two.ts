import { add, expression, mul } from '../expression.ts'
import type { DenseMatrix } from '../dense-matrix.ts'
import type { Matrix } from '../matrix.ts'
import { plainOf } from './plain-engine.ts'
import { scope, track } from './scope-stack.ts'
import { isPlain, map } from './unchecked.ts'

// The mirrored element adds and multiplies the same numbers, so symmetry holds to the last bit.
const update = /* @__PURE__ */ expression((h, s, sT, q, qT, a, b) =>
  add(h, add(mul(a, mul(s, sT)), mul(b, add(mul(s, qT), mul(q, sT))))),
)

/** H + a s sᵀ + b (s qᵀ + q sᵀ), by the engine's own pass where it has one. */
export function rankTwoUpdate(h: Matrix, s: Matrix, q: Matrix, a: Matrix, b: Matrix): Matrix {
  if (isPlain(h)) {
    const at = (m: Matrix, i = 0): number => (m as DenseMatrix).get(i, 0)
    return plainOf(
      h.rows,
      h.rows,
      (i, j) =>
        h.get(i, j) +
        (at(a) * (at(s, i) * at(s, j)) + at(b) * (at(s, i) * at(q, j) + at(q, i) * at(s, j))),
    )
  }
  const { engine } = h
  return engine.rankTwoUpdate
    ? track(engine.rankTwoUpdate(h, s, q, a, b))
    : scope(() =>
        map(update, h, s, track(engine.transpose(s)), q, track(engine.transpose(q)), a, b),
      )
}
