import type { Dtype } from '@kq/linalg/dtype'
import type { Contestant } from './contestant.ts'
import { distance, type Sample } from './protocol.ts'
import type { Task } from './task.ts'

/** Results further apart than this, relative to the mean of their elements' sizes, are different. */
const tolerance: Readonly<Record<Dtype, number>> = { float32: 2e-3, float64: 1e-9 }

/**
 * Has all compute the task once, and gives those whose result is that of the first: who computes
 * something else, or nothing, is not timed.
 *
 * @param most - how far a result may be apart, relative to the mean size of an element
 */
export async function prepareAll<K>(
  task: Task,
  order: readonly K[],
  contestants: ReadonlyMap<K, Contestant>,
  dropped: (key: K, reason: string) => void,
  most: number = tolerance[task.dtype],
): Promise<Map<K, Contestant>> {
  const ready = new Map<K, Contestant>()
  let expected: Sample | undefined
  for (const key of order) {
    const contestant = contestants.get(key)
    if (!contestant) continue
    try {
      const sample = await contestant.prepare(task)
      expected ??= sample
      const apart = distance(expected, sample)
      if (!(apart <= most)) {
        throw new Error(`its result differs from ours by ${apart.toExponential(1)}`)
      }
      ready.set(key, contestant)
    } catch (error) {
      dropped(key, (error as Error).message)
    }
  }
  return ready
}
