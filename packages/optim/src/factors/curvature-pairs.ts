/*
 * The output-side factor of K-BFGS and K-BFGS(L): an inverse kept by damped curvature pairs of the
 * layer's pre-activations, as a full matrix (BFGS) or as its last p pairs (L-BFGS).
 *
 *   s = mean a(θ) − mean a(θ⁺),   y = mean g(θ) − mean g(θ⁺)     (same batch)
 *   s̄ ← β s̄ + (1 − β) s,          ȳ ← β ȳ + (1 − β) y
 *   (s̃, ỹ) = damping(H; s̄, ȳ),    H ← BFGS(H; s̃, ỹ)
 *
 * Goldfarb, Ren, Bahamou (NeurIPS 2020); in their program H_g. The damped pair is not fed back into
 * the averages.
 */
import { bfgsUpdate } from '@kq/linalg/bfgs'
import { identity, zeros } from '@kq/linalg/constant'
import { appendPair, emptyPairs } from '@kq/linalg/curvature-pairs'
import {
  doubleDamping,
  type DampedPair,
  type InverseOperator,
  powellLmDamping,
} from '@kq/linalg/damping'
import { add, and, expression, mul, not, sqrt, sub } from '@kq/linalg/expression'
import { allFinite, dot } from '@kq/linalg/inner-products'
import { twoLoop } from '@kq/linalg/lbfgs'
import { map } from '@kq/linalg/map'
import type { Matrix } from '@kq/linalg/matrix'
import { pairStatusCode } from '@kq/linalg/pair-status'
import { select } from '@kq/linalg/select'
import { transpose } from '@kq/linalg/transpose'
import type { Matrices } from '../evaluation.ts'
import type { Factor, StepContext } from '../preconditioner.ts'
import { applySymmetric, spectrumOf } from './factor-support.ts'

/** Keeps an inverse Hessian approximation in a record of matrices. */
export interface InverseStore {
  init(dimension: number, like: Matrix): Matrices
  apply: Factor['apply']
  /** After a damped pair, with v of the skip rule; reports status codes. */
  update(
    state: Matrices,
    pair: DampedPair,
    v: Matrix,
    context: StepContext,
  ): { readonly state: Matrices; readonly report: Matrices }
}

/** BFGS: the inverse as one n×n matrix H, at first `initialScale` · I. */
export const denseInverse = (initialScale: number): InverseStore => ({
  init: (n, { engine }) => ({ H: identity(n, initialScale, engine) }),
  apply: applySymmetric('H'),
  update: (state, { s, y }, v, { observe }) => {
    const { H, code } = bfgsUpdate(state.H as Matrix, s, y, { skipReference: v })
    observe('Hg', H)
    return { state: { H }, report: { outputStatus: code } }
  },
})

/** L-BFGS: the inverse that the last `memory` pairs make of `initialScale` · I. */
export function limitedMemoryInverse(memory: number, initialScale: number): InverseStore {
  const times = ({ S, Y }: Matrices, v: Matrix): Matrix =>
    twoLoop({ S: S as Matrix, Y: Y as Matrix }, v, { gamma: initialScale })
  return {
    init: (n, { engine }) => ({ ...emptyPairs(memory, n, engine) }),
    apply: (state, x, side) =>
      side === 'left' ? times(state, x) : transpose(times(state, transpose(x))),
    update: (state, { s, y }, v, { observe }) => {
      const code = pairStatusCode(s, y, v)
      const pairs = { S: state.S as Matrix, Y: state.Y as Matrix }
      const next = { ...appendPair(pairs, s, y, map(isZero, code)) }
      observe('S', next.S)
      observe('Y', next.Y)
      return { state: next, report: { outputStatus: code } }
    },
  }
}

export interface CurvaturePairOptions {
  readonly store: InverseStore
  readonly damping: 'double' | 'powell-lm'
  readonly mu1: number
  readonly mu2: number
  /** β of the averages of s and y. */
  readonly pairMomentum: number
}

const isZero = expression((code) => not(code))
const average = expression((old, beta, a, b) => add(mul(beta, old), mul(sub(1, beta), sub(a, b))))
const both = expression((a, b) => and(a, b))
const root = expression((x) => sqrt(x))
const norm = (v: Matrix): Matrix => map(root, dot(v, v))

export function curvaturePairFactor(options: CurvaturePairOptions): Factor {
  const { store, mu1, mu2, pairMomentum } = options
  const damp = options.damping === 'double' ? doubleDamping : powellLmDamping
  return {
    init: (n, like) => {
      const vector = (): Matrix => zeros(n, 1, like.engine)
      return { ...store.init(n, like), s: vector(), y: vector() }
    },

    apply: store.apply,

    compare: ({ s: oldS, y: oldY, ...held }, first, trial, context) => {
      const a = first.meanPreactivation
      const g = first.meanGradient
      const s = map(average, oldS as Matrix, pairMomentum, a, trial.meanPreactivation)
      const y = map(average, oldY as Matrix, pairMomentum, g, trial.meanGradient)
      const inverse: InverseOperator = (v) => store.apply(held, v, 'left')
      const pair = damp(inverse, s, y, { mu1, mu2 })
      context.observe('s', s)
      context.observe('y', y)
      context.observe('sDamped', pair.s)
      context.observe('yDamped', pair.y)
      const { state, report } = store.update(held, pair, g, context)
      // A trial that overflowed must not stay in the averages.
      const sound = map(both, allFinite(s), allFinite(y))
      return {
        state: {
          ...state,
          s: select(sound, s, oldS as Matrix),
          y: select(sound, y, oldY as Matrix),
        },
        report: { ...report, powell: pair.powell, second: pair.second },
      }
    },

    inspect: ({ s, y, ...held }) => ({
      s: norm(s as Matrix),
      y: norm(y as Matrix),
      spectrum: spectrumOf(store.apply, held, s as Matrix),
    }),

    size: ({ s, y: _y, ...held }) => {
      const n = (s as Matrix).rows
      const h = store.apply(held, identity(n, 1, (s as Matrix).engine), 'left')
      return norm(h)
    },
  }
}
