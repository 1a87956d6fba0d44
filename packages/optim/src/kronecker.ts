/*
 * The preconditioner of every Kronecker-factored method: the direction of a layer with momentum M
 * (d_out × (d_in + 1)) is D = L M R, which is (R ⊗ L) vec(M) for symmetric R. The methods differ
 * in their factors alone.
 */
import { scope } from '@kq/linalg/scope'
import type { Matrices } from './evaluation.ts'
import { prefixed, within } from './internal/prefixed.ts'
import type { Factor, Moved, Preconditioner } from './preconditioner.ts'

/**
 * D = L M R.
 *
 * @param output - L, on the side of the layer's outputs (d_out × d_out)
 * @param input - R, on the side of its homogeneous inputs ((d_in + 1) × (d_in + 1))
 */
export function kronecker(output: Factor, input: Factor): Preconditioner {
  const sides = [
    ['output', output],
    ['input', input],
  ] as const

  const onBoth = (
    state: Matrices,
    change: (factor: Factor, state: Matrices) => Matrices,
  ): Matrices =>
    Object.assign(
      {},
      ...sides.map(([side, factor]) =>
        prefixed(`${side}.`, change(factor, within(`${side}.`, state))),
      ),
    ) as Matrices

  const moveBoth = (state: Matrices, move: (factor: Factor, state: Matrices) => Moved): Moved => {
    let report: Matrices = {}
    const next = onBoth(state, (factor, own) => {
      const moved = move(factor, own)
      report = { ...report, ...moved.report }
      return moved.state
    })
    return { state: next, report }
  }

  const stay = (state: Matrices): Moved => ({ state })

  return {
    init: (parameter) => ({
      ...prefixed('output.', output.init(parameter.rows, parameter)),
      ...prefixed('input.', input.init(parameter.columns, parameter)),
    }),
    warm: (state, point, k) => onBoth(state, (factor, own) => factor.warm?.(own, point, k) ?? own),
    direct: (state, momentum, point, context) => {
      const ready = onBoth(state, (factor, own) => factor.prepare?.(own, point, context) ?? own)
      const direction = scope(() => {
        const left = output.apply(within('output.', ready), momentum, 'left')
        return input.apply(within('input.', ready), left, 'right')
      })
      return { direction, state: ready }
    },
    absorb: (state, point, context) =>
      moveBoth(state, (factor, own) => factor.absorb?.(own, point, context) ?? stay(own)),
    ...(sides.some(([, factor]) => factor.compare) && {
      compare: (state, first, trial, context) =>
        moveBoth(state, (factor, own) => factor.compare?.(own, first, trial, context) ?? stay(own)),
    }),
    ...(sides.some(([, factor]) => factor.inspect) && {
      inspect: (state) => onBoth(state, (factor, own) => factor.inspect?.(own) ?? {}),
    }),
    ...(output.size && { size: (state) => output.size!(within('output.', state)) }),
  }
}
