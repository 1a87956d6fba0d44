import type { Engine } from '@kq/linalg/engine'
import type { Matrix } from '@kq/linalg/matrix'
import type { Random } from '@kq/linalg/random'
import type { Variable } from './tape.ts'

/** A network's matrices by name: `'0.W'`, `'2.W'`, … */
export type Parameters = Readonly<Record<string, Matrix>>

/** {@link Parameters} on a tape. */
export type Variables = Readonly<Record<string, Variable>>

/**
 * What a layer a = h̄ W̄ᵀ shows of itself to methods that use its curvature: the input (whose
 * `homogeneous` form is h̄ = [h, 1]) and the pre-activation a, a sample a row.
 */
export interface Tap {
  /** The name of W̄ among the network's parameters. */
  readonly parameter: string
  readonly input: Variable
  readonly preactivation: Variable
}

/** Where a layer stands while it is applied. */
export interface LayerContext {
  /** What precedes the layer's own parameter names in those of the network: `''`, `'2.'`, `'1.0.'`. */
  readonly path: string
  /** Whether the output is used in its homogeneous form, so that the ones are best appended at once. */
  readonly appendOnes: boolean
  /** Layers that have curvature add theirs, in the order of application. */
  readonly taps: Tap[]
}

/** A function of a batch, a sample a row, with parameters of its own. */
export interface Layer {
  /** As in error messages: `'dense 784→1000'`. */
  readonly name: string
  /** Columns of the input, where the layer takes only one number of them. */
  readonly inputs?: number
  /** Columns of the output; where left out, as many as the input has. */
  readonly outputs?: number
  /** Whether the layer computes with [x, 1]. */
  readonly homogeneousInput?: boolean
  /** The layers that it is made of, in order of application. */
  readonly parts?: readonly Layer[]
  /** Parameters by their names within the layer. The same random state gives the same bits. */
  init(random: Random, engine: Engine): Parameters
  /** @param parameters - by their names within the layer */
  apply(parameters: Variables, x: Variable, context: LayerContext): Variable
}

/** The context of a network, as opposed to a layer inside of one. */
export const rootContext = (): LayerContext => ({ path: '', appendOnes: false, taps: [] })
