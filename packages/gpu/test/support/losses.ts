import type { Engine } from '@kq/linalg/engine'
import { kbfgs } from '@kq/optim/kbfgs'
import { trainerOn } from './trainers.ts'

/** The losses of 30 steps of K-BFGS, in Node.js and in pages alike. */
export async function lossesOn(engine: Engine): Promise<number[]> {
  const trainer = trainerOn(engine, kbfgs({ learningRate: 0.3 }))
  await trainer.fit({ iterations: 30, evaluate: false })
  const losses = trainer.steps.map(({ loss }) => loss)
  trainer.dispose()
  return losses
}
