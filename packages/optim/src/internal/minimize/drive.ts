import type { MinimizeStatus } from '../../minimize-result.ts'
import type { Steps } from './protocol.ts'

const isThenable = (value: unknown): boolean =>
  typeof (value as { then?: unknown } | undefined)?.then === 'function'

/**
 * Runs a method whose functions return at once.
 *
 * @throws TypeError if one returns a promise
 */
export function drive(steps: Steps): MinimizeStatus {
  let turn = steps.next()
  while (!turn.done && typeof turn.value !== 'string') {
    const answer = turn.value()
    if (isThenable(answer)) {
      throw new TypeError('f returned a promise: use minimizeAsync, which waits for it')
    }
    turn = steps.next(answer)
  }
  return turn.value as MinimizeStatus
}

/** Runs a method whose functions may return promises. */
export async function driveAsync(steps: Steps): Promise<MinimizeStatus> {
  let turn = steps.next()
  while (!turn.done && typeof turn.value !== 'string') turn = steps.next(await turn.value())
  return turn.value as MinimizeStatus
}
