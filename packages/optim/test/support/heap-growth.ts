/*
 * A program of its own, for a heap that nothing else moves: for each method, how many bytes more are
 * in use after 1,000 steps. To be run with --expose-gc, and without the optimizing compiler, whose
 * code comes and goes.
 */
import { hostEngine } from '@kq/linalg/host'
import { adam } from '../../src/adam.ts'
import { kbfgs, kbfgsL } from '../../src/kbfgs.ts'
import { kfac } from '../../src/kfac.ts'
import type { Optimizer } from '../../src/optimizer.ts'
import { evaluateBatch, leastSquares } from './problems.ts'
import { walk } from './walk.ts'

/** By method. */
export type HeapGrowth = Readonly<
  Record<
    string,
    { readonly liveMatrices: number; readonly liveBytes: number; readonly heapBytes: number }
  >
>

const collect = (globalThis as unknown as { gc: () => void }).gc

function bytesInUse(): number {
  collect()
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

async function growth(optimizer: Optimizer): Promise<HeapGrowth[string]> {
  const engine = hostEngine()
  const walked = walk(optimizer, leastSquares, engine)
  const run = async (steps: number): Promise<number> => {
    const before = bytesInUse()
    for (let k = 0; k < steps; k++)
      await walked.step({}, () => evaluateBatch(leastSquares, engine, 0))
    return bytesInUse() - before
  }
  // Until all code is compiled and each place of the limited memory taken.
  await run(300)
  const before = engine.stats()
  const heapBytes = await run(1000)
  const after = engine.stats()
  return {
    liveMatrices: after.liveMatrices - before.liveMatrices,
    liveBytes: after.liveBytes - before.liveBytes,
    heapBytes,
  }
}

const optimizers = {
  kbfgs: kbfgs({ learningRate: 0.1 }),
  kbfgsL: kbfgsL({ learningRate: 0.1, memory: 3 }),
  kfac: kfac({ learningRate: 0.1, lambda: 0.3 }),
  adam: adam(),
}

const result: Record<string, HeapGrowth[string]> = {}
for (const [name, optimizer] of Object.entries(optimizers)) result[name] = await growth(optimizer)
console.log(JSON.stringify(result))
