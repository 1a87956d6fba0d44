import { type Contestant, startContestant } from '../contest/contestant.ts'
import type { Task } from '../contest/task.ts'
import { distance, sampleOf } from '../contest/protocol.ts'
import { launchOf, peerEntrants } from '../contest/roster.ts'

/**
 * PyTorch, ready to take Adam steps; undefined, with its reason printed, where there is none.
 *
 * @param loss - the batch's at the task's weights, which PyTorch must find too
 */
export async function startTorch(
  task: Task,
  threads: number,
  loss: number,
): Promise<Contestant | undefined> {
  try {
    const entrant = (await peerEntrants()).find(
      ({ peer, threads: theirs }) =>
        theirs === threads &&
        peer.dtypes.includes(task.dtype) &&
        peer.operations.includes(task.operation),
    )
    if (!entrant) throw new Error(`it takes no step in ${task.dtype} on ${threads} threads`)
    const contestant = await startContestant(launchOf(entrant))
    const apart = distance(sampleOf([loss]), await contestant.prepare(task))
    if (apart <= 1e-4) return contestant
    contestant.stop()
    throw new Error(`its loss differs from ours by ${apart.toExponential(1)}`)
  } catch (error) {
    console.log(`without torch: ${(error as Error).message}`)
    return undefined
  }
}
