import type { Engine, GemmArguments } from '../../engine.ts'
import { add, expression, mul } from '../../expression.ts'
import { gemm } from '../../gemm.ts'
import { gram } from '../../gram.ts'
import { map } from '../../map.ts'
import type { Matrix } from '../../matrix.ts'
import { track } from '../../scope.ts'
import { transpose } from '../../transpose.ts'
import type { Pair } from './pair.ts'

const scaled = /* @__PURE__ */ expression((x, factor) => mul(x, factor))
// The mirrored element adds the same two numbers, so symmetry holds to the last bit.
const twoSided = /* @__PURE__ */ expression((alpha, p, pT) => mul(alpha, add(p, pT)))
const twoSidedPlus = /* @__PURE__ */ expression((alpha, p, pT, beta, c) =>
  add(mul(alpha, add(p, pT)), mul(beta, c)),
)

const times = (beta: number, tangent: Matrix | undefined): Matrix | undefined =>
  tangent && map(scaled, tangent, beta)

/** α op(A) op(B) + β C, and α (op(Ȧ) op(B) + op(A) op(Ḃ)) + β Ċ. */
export function gemmPair(
  base: Engine,
  a: Pair,
  b: Pair,
  { c, ...options }: Omit<GemmArguments<Matrix>, 'c'> & { readonly c: Pair | undefined },
): Pair {
  const primal = track(base.gemm(a.primal, b.primal, { ...options, c: c?.primal }))
  /** The product on top of what there is of the tangent already. */
  const plus = (left: Matrix, right: Matrix, sum: Matrix | undefined, beta: number): Matrix =>
    track(base.gemm(left, right, { ...options, beta: sum ? beta : 0, c: sum }))
  if (!a.tangent && !b.tangent) return { primal, tangent: times(options.beta, c?.tangent) }
  const left = a.tangent && plus(a.tangent, b.primal, c?.tangent, options.beta)
  const tangent = b.tangent
    ? plus(a.primal, b.tangent, left ?? c?.tangent, left ? 1 : options.beta)
    : left
  return { primal, tangent }
}

/** α XᵀX + β C, and α (ẊᵀX + XᵀẊ) + β Ċ, both symmetric to the last bit where C and Ċ are. */
export function gramPair(x: Pair, alpha: number, beta: number, c: Pair | undefined): Pair {
  const primal = gram(x.primal, { alpha, ...(c && { beta, c: c.primal }) })
  if (!x.tangent) return { primal, tangent: times(beta, c?.tangent) }
  const half = gemm(x.tangent, x.primal, { transposeA: true })
  const both = [alpha, half, transpose(half)] as const
  return {
    primal,
    tangent: c?.tangent ? map(twoSidedPlus, ...both, beta, c.tangent) : map(twoSided, ...both),
  }
}
