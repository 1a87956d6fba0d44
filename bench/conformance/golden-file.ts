/** The schema `kbfgs-golden/1`: a trajectory of the paper's authors' own program, in float64. */

export interface GoldenLayer {
  readonly W: readonly (readonly number[])[]
  readonly b: readonly number[]
}

export interface GoldenHyper {
  readonly lr: number
  readonly tau: number
  readonly gradMomentum: number
  readonly lambda?: number
  readonly ADecay?: number
  readonly syMomentum?: number
  readonly powellMu1?: number
  readonly secondMu2?: number
  readonly HgInitial?: number
  readonly memory?: number
  readonly rho?: number
  readonly inverseFreq?: number
  readonly epsilon?: number
  readonly beta2?: number
}

/** Status codes and damping flags, one a layer. */
export interface GoldenFlags {
  readonly powell?: readonly number[]
  readonly second?: readonly number[]
  readonly hg?: readonly number[]
  readonly ha?: readonly number[]
  readonly stored?: readonly number[]
}

interface GoldenStep {
  readonly i: number
  /** Of the batch, before the step, without penalty. */
  readonly loss: number
  readonly normW: readonly number[]
  readonly normB: readonly number[]
  readonly flags?: GoldenFlags
}

/** A recorded vector or matrix of one layer. */
export type GoldenArray = readonly number[] | readonly (readonly number[])[]

export interface GoldenFile {
  readonly schema: 'kbfgs-golden/1'
  readonly name: string
  readonly algorithm: string
  readonly loss: string
  readonly layerSizes: readonly number[]
  readonly activations: readonly string[]
  readonly numTrain: number
  readonly batchSize: number
  readonly iterations: number
  readonly hyper: GoldenHyper
  readonly X: readonly (readonly number[])[]
  readonly initial: readonly GoldenLayer[]
  readonly final: readonly GoldenLayer[]
  readonly warmStart: null | {
    readonly A?: readonly GoldenArray[]
    readonly G?: readonly GoldenArray[]
    readonly V?: readonly GoldenLayer[]
  }
  readonly steps: readonly GoldenStep[]
  readonly epochEval: readonly (readonly [number, number])[]
  readonly trace?: readonly (readonly Readonly<Record<string, GoldenArray>>[])[]
  readonly sampledTargets?: {
    readonly warm: readonly (readonly (readonly number[])[])[]
    readonly steps: readonly (readonly (readonly number[])[])[]
  }
  readonly tolerance: { readonly lossRel: number; readonly weightAbs: number }
}

/** The schema `kbfgs-units/1`: single updates. */
export interface UnitsFile {
  readonly schema: 'kbfgs-units/1'
  readonly doubleDamping: readonly {
    readonly mu1: number
    readonly mu2: number
    readonly H: number[][]
    readonly s: number[]
    readonly y: number[]
    readonly sAfterPowell: number[]
    readonly powell: number
    readonly second: number
    readonly sOut: number[]
    readonly yOut: number[]
    readonly HAfterBfgs: number[][]
  }[]
  readonly bfgs: readonly {
    readonly H: number[][]
    readonly s: number[]
    readonly y: number[]
    readonly g: number[]
    readonly status: number
    readonly HOut: number[][]
  }[]
  readonly lbfgs: readonly {
    readonly n: number
    readonly memory: number
    readonly v: number[]
    readonly V: number[][]
    readonly sequence: readonly {
      readonly s: number[]
      readonly y: number[]
      readonly g: number[]
      readonly stored: number
      readonly count: number
      readonly Hv: number[]
    }[]
    readonly HVfinal: number[][]
    readonly HfinalDense: number[][]
  }[]
}

const required: Readonly<Record<string, readonly string[]>> = {
  'kbfgs-golden/1': [
    'name',
    'algorithm',
    'loss',
    'layerSizes',
    'activations',
    'numTrain',
    'batchSize',
    'iterations',
    'hyper',
    'X',
    'initial',
    'final',
    'steps',
    'epochEval',
    'tolerance',
  ],
  'kbfgs-units/1': ['doubleDamping', 'bfgs', 'lbfgs'],
}

/** Reads a golden file; throws with what is missing where it is not one. */
export function parseGolden(text: string): GoldenFile | UnitsFile {
  const value = JSON.parse(text) as GoldenFile | UnitsFile
  const fields = required[value.schema]
  if (!fields) {
    throw new TypeError(
      `the schema is ${JSON.stringify(value.schema)}; expected one of ${Object.keys(required).join(', ')}`,
    )
  }
  const missing = fields.filter((field) => !(field in value))
  if (missing.length > 0) throw new TypeError(`${value.schema} without ${missing.join(', ')}`)
  return value
}
