import type { Layer } from '@kq/nn/layer'
import type { CheckpointProblem } from '../checkpoint-error.ts'
import type { Optimizer } from '../optimizer.ts'

/** What two trainings must share for one to go on where the other stood. */
export interface Training {
  /** The layers by name, in order of application. */
  readonly architecture: readonly string[]
  readonly method: string
  readonly options: Optimizer['options']
  readonly dtype: string
}

/** The names of all layers that a model is made of. */
export const architecture = (model: Layer): string[] =>
  model.parts ? model.parts.flatMap(architecture) : [model.name]

export interface Difference {
  readonly problem: CheckpointProblem
  readonly message: string
}

/** The first thing in which the training that was saved is not the one at hand. */
export function trainingDifference(saved: Training, own: Training): Difference | undefined {
  const layers = Math.max(saved.architecture.length, own.architecture.length)
  for (let layer = 0; layer < layers; layer++) {
    const [theirs, ours] = [saved, own].map((each) => each.architecture.at(layer) ?? 'none')
    if (theirs !== ours) {
      return {
        problem: 'architecture',
        message: `it is of another architecture: layer ${layer} is ${theirs} in it, and ${ours} in this model`,
      }
    }
  }
  if (saved.method !== own.method) {
    return {
      problem: 'method',
      message: `it is of ${saved.method}, and this training is by ${own.method}: give the same method, or the parameters alone`,
    }
  }
  const names = new Set([...Object.keys(saved.options), ...Object.keys(own.options)])
  for (const name of names) {
    const [theirs, ours] = [saved.options[name], own.options[name]]
    if (!Object.is(theirs, ours)) {
      return {
        problem: 'options',
        message: `${own.method}'s option ${name} is ${theirs} in it, and ${ours} in this training: give the same options`,
      }
    }
  }
  if (saved.dtype !== own.dtype) {
    return {
      problem: 'dtype',
      message: `its numbers are ${saved.dtype}, and this engine's are ${own.dtype}: open an engine with dtype '${saved.dtype}'`,
    }
  }
  return undefined
}
