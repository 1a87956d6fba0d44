import { matrix } from '@kq/linalg/as-matrix'
import { gemm } from '@kq/linalg/gemm'
import { gram } from '@kq/linalg/gram'
import type { HostEngine } from '@kq/linalg/host'
import type { LayerMeans, Point, StepContext } from '../../src/preconditioner.ts'
import type { HostMatrix } from '@kq/linalg/host'
import { meanRow, type Rows, type Vector } from '../oracles/arrays.ts'

/** A layer seen through a batch of inputs alone: rows of homogeneous inputs, and of gradients. */
export function layerPoint(engine: HostEngine, inputs: Rows, gradients: Rows = inputs): Point {
  const h = matrix(inputs, engine)
  const g = matrix(gradients, engine)
  const n = inputs.length
  const blend = (x: typeof h, running: Parameters<typeof gram>[1], beta = 0) =>
    gram(x, { alpha: (1 - beta) / n, beta, ...running })
  return {
    value: matrix([[0]], engine),
    gradient: () => {
      throw new Error('no factor looks at the gradient')
    },
    layer: {
      parameter: 'w',
      meanInput: matrix(meanRow(inputs), engine),
      meanPreactivation: matrix([0], engine),
      meanGradient: matrix([0], engine),
      inputMoment: (c, beta) => (c ? blend(h, { c }, beta) : blend(h, {})),
      inputMomentTimes: (v) => gemm(h, gemm(h, v), { transposeA: true, alpha: 1 / n }),
      sampledGradientMoment: (c, beta) => (c ? blend(g, { c }, beta) : blend(g, {})),
    },
  }
}

/** A layer's means: pre-activations and gradients. */
export const means = (engine: HostEngine, a: Vector, g: Vector): LayerMeans => ({
  meanPreactivation: matrix(a, engine),
  meanGradient: matrix(g, engine),
})

/** A context that collects what it is shown. */
export function seeing(
  step: number,
  warmed = false,
): { context: StepContext; seen: Record<string, Rows> } {
  const seen: Record<string, Rows> = {}
  const observe: StepContext['observe'] = (name, value) => {
    seen[name] = (value as HostMatrix).toArray()
  }
  return { context: { step, warmed, observe }, seen }
}
