/*
 * A factor of KFAC: the damped inverse (C + √λ I)⁻¹ of a running second moment C, recomputed on a
 * schedule.
 *
 * Martens and Grosse (ICML 2015), as set up by Goldfarb, Ren, Bahamou (NeurIPS 2020): λ is split
 * evenly (π = 1), no trust region, no rescaling.
 *
 *   input side:   C = A = E[h̄ h̄ᵀ]
 *   output side:  C = G = E[g gᵀ], g from targets sampled from the model
 */
import { zeros } from '@kq/linalg/constant'
import type { Matrix } from '@kq/linalg/matrix'
import type { Factor, Point } from '../preconditioner.ts'
import { applySymmetric, inspectSymmetric, layerOf } from './factor-support.ts'
import { invertShifted } from './hessian-action.ts'

export interface MomentInverseOptions {
  /** Which moment: of the layer's inputs or of its sampled gradients. */
  readonly moment: 'input' | 'sampled-gradient'
  /** √λ. */
  readonly shift: number
  /** β of the running average. */
  readonly decay: number
  /** The inverse is recomputed in steps 0 … interval and in every multiple of interval. */
  readonly interval: number
}

export function momentInverseFactor({
  moment,
  shift,
  decay,
  interval,
}: MomentInverseOptions): Factor {
  const blend = (point: Point, running: Matrix | undefined, beta: number): Matrix => {
    const layer = layerOf(point)
    return moment === 'input'
      ? layer.inputMoment(running, beta)
      : layer.sampledGradientMoment(running, beta)
  }
  return {
    init: (n, { engine }) => ({ moment: zeros(n, n, engine) }),

    warm: (state, point, k) => ({ moment: blend(point, state.moment, (k - 1) / k) }),

    prepare: (state, point, { step, observe }) => {
      const next = blend(point, state.moment, decay)
      observe(moment === 'input' ? 'A' : 'G', next)
      const due = step <= interval || step % interval === 0
      return {
        moment: next,
        inverse: due ? invertShifted(next, shift) : (state.inverse as Matrix),
      }
    },

    apply: applySymmetric('inverse'),

    inspect: inspectSymmetric('inverse'),
  }
}
