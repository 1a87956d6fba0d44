import { wasmEngine } from '@kq/wasm/wasm-engine'
import { newTrainer, steps } from '../../examples/train-in-the-browser/autoencoder.ts'
import type { MethodName } from '../../examples/train-in-the-browser/choices.ts'
import { methods } from '../../examples/train-in-the-browser/methods.ts'

/** The first losses of the example's program, in Node.js. */
export async function lossesInNode(method: MethodName, iterations: number): Promise<number[]> {
  const trainer = newTrainer(wasmEngine({ threads: 1 }), methods[method]())
  const losses: number[] = []
  for await (const { loss } of steps(trainer)) {
    losses.push(loss)
    if (losses.length === iterations) break
  }
  trainer.dispose()
  return losses
}
