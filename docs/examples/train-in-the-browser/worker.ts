/*
 * Trains in a worker, so that the page stays free to draw and to be scrolled, and WebAssembly may use
 * threads. It trains for as long as it is asked to, and then waits for the next call.
 */
import { requireGpu } from '@kq/gpu/require-gpu'
import type { Trainer } from '@kq/optim/trainer'
import { expose } from 'comlink'
import { newTrainer, type Progress, reconstruct, steps, unseen } from './autoencoder.ts'
import { type EngineName, engineNames, type MethodName } from './choices.ts'
import { engines } from './engines.ts'
import { methods } from './methods.ts'

let trainer: Trainer | undefined
let progress: AsyncGenerator<Progress> | undefined

/** Opens as little as it can to find out. */
const requireEngine = (name: EngineName): Promise<unknown> =>
  name === 'wasm' ? engines.wasm.start({ dtype: 'float32', threads: 1 }) : requireGpu(name)

const opened = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('open an engine first')
  return value
}

const functions = {
  /** Why engines cannot start here, by name, for those that cannot. */
  async refusals(): Promise<Partial<Record<EngineName, string>>> {
    const reasons: Partial<Record<EngineName, string>> = {}
    for (const name of engineNames) {
      await requireEngine(name).catch(({ message }: Error) => {
        reasons[name] = message.replace(/^\w+: /, '')
      })
    }
    return reasons
  },

  /** @returns what the engine says of itself */
  async open(engineName: EngineName, methodName: MethodName): Promise<string> {
    const started = await engines[engineName].start({ dtype: 'float32', threads: 'auto' })
    trainer = newTrainer(started.engine, methods[methodName]())
    progress = steps(trainer)
    const { variant, threads } = started
    return threads > 1 ? `${variant}, ${threads} threads` : variant
  },

  /** Trains for some time, one step at least. */
  async advance(milliseconds: number): Promise<Progress[]> {
    const until = performance.now() + milliseconds
    const taken: Progress[] = []
    do {
      const { value, done } = await opened(progress).next()
      if (!done) taken.push(value)
    } while (performance.now() < until)
    return taken
  },

  /** A few images that training has not seen, and how the network draws them. */
  async images(): Promise<{ inputs: ArrayLike<number>; outputs: ArrayLike<number> }> {
    return { inputs: unseen.data, outputs: await reconstruct(opened(trainer), unseen) }
  },
}

export type TrainingWorker = typeof functions

expose(functions)
