import { adam } from '@kq/optim/adam'
import type { Optimizer } from '@kq/optim/optimizer'
import { type PaperMethod, paperPreset } from '@kq/optim/presets'
import { type ProblemName, problems } from './problems.ts'

/** The methods that `--optimizer` takes, in the order of the help text. */
export const methodNames: readonly PaperMethod[] = [
  'kbfgs',
  'kbfgs-l',
  'kfac',
  'adam',
  'rmsprop',
  'sgd',
]

/**
 * A method with the paper's setting for the problem. Adam gets its textbook setting instead: the
 * paper's learning rate of 1e-4 was tuned for runs of hundreds of epochs and would be a straw man
 * in runs of minutes.
 */
export const method = (problem: ProblemName, name: PaperMethod): Optimizer =>
  name === 'adam'
    ? adam({ learningRate: 1e-3, l2: 1e-5 })
    : paperPreset(problems[problem].preset, name)
