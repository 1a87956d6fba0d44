/*
 * The input-side factor of K-BFGS: an inverse of A_λ = A + √λ I kept by BFGS with the pair that A_λ
 * itself makes of a vector, so that it is inverted only once.
 *
 *   s = H m,   y = A_λ s,   H ← BFGS(H; s, y)
 *
 * Goldfarb, Ren, Bahamou (NeurIPS 2020), "BFGS with Hessian action"; in their program H_a, with
 * the mini-batch form of arXiv 2102.06737 as an option.
 *
 *   A  second moment of the homogeneous inputs h̄      m  mean of h̄      H  H_a ≈ A_λ⁻¹
 */
import { bfgsUpdate } from '@kq/linalg/bfgs'
import { zeros } from '@kq/linalg/constant'
import { add, columnIndex, eq, expression, mul, rowIndex } from '@kq/linalg/expression'
import { gemm } from '@kq/linalg/gemm'
import { map } from '@kq/linalg/map'
import type { Matrix } from '@kq/linalg/matrix'
import { scope } from '@kq/linalg/scope'
import { spdInverse } from '@kq/linalg/spd-inverse'
import type { Matrices } from '../evaluation.ts'
import type { Factor } from '../preconditioner.ts'
import { applySymmetric, inspectSymmetric, layerOf } from './factor-support.ts'

export interface HessianActionOptions {
  /** √λ, the multiple of the identity that is added to A. */
  readonly shift: number
  /** β of the running average of A. */
  readonly decay: number
  /** Whether A is a running average or this batch's moment, applied without being formed. */
  readonly hessianAction: 'running' | 'minibatch'
}

const addToDiagonal = expression((x, shift) => add(x, mul(shift, eq(rowIndex, columnIndex))))
const plusMultiple = expression((x, shift, v) => add(x, mul(shift, v)))

/** A + shift · I. */
export const shifted = (a: Matrix, shift: number): Matrix => map(addToDiagonal, a, shift)

/** (A + shift · I)⁻¹. */
export const invertShifted = (a: Matrix, shift: number): Matrix =>
  scope(() => spdInverse(shifted(a, shift)))

export function hessianActionFactor({ shift, decay, hessianAction }: HessianActionOptions): Factor {
  const running = hessianAction === 'running'
  return {
    init: (n, { engine }) => ({ A: zeros(n, n, engine) }),

    warm: (state, point, k) => ({ A: layerOf(point).inputMoment(state.A, (k - 1) / k) }),

    prepare: (state, point, { step, warmed, observe }) => {
      const first = step === 0
      const blends = running && !(first && warmed)
      const takes = !running && first && !warmed
      const A = blends
        ? layerOf(point).inputMoment(state.A, decay)
        : takes
          ? layerOf(point).inputMoment()
          : state.A
      if (A) observe('A', A)
      const H = first ? invertShifted(A as Matrix, shift) : (state.H as Matrix)
      return running ? { A: A as Matrix, H } : { H }
    },

    apply: applySymmetric('H'),

    inspect: inspectSymmetric('H'),

    absorb: (state, point, { observe }) => {
      const layer = layerOf(point)
      const m = layer.meanInput
      const s = gemm(state.H as Matrix, m)
      const action = running ? gemm(state.A as Matrix, s) : layer.inputMomentTimes(s)
      const y = map(plusMultiple, action, shift, s)
      const { H, code } = bfgsUpdate(state.H as Matrix, s, y, { skipReference: m })
      observe('sa', s)
      observe('ya', y)
      observe('Ha', H)
      const next: Matrices = running ? { A: state.A as Matrix, H } : { H }
      return { state: next, report: { inputStatus: code } }
    },
  }
}
