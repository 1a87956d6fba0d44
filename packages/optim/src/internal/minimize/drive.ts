import type { MinimizeStatus } from '../../minimize-result.ts'
import type { Steps } from './protocol.ts'

/** Runs a method whose functions return at once. */
export function drive(steps: Steps): MinimizeStatus {
  let turn = steps.next()
  while (typeof turn.value === 'function') turn = steps.next(turn.value())
  return turn.value
}

/** Runs a method whose functions may return promises. */
export async function driveAsync(steps: Steps): Promise<MinimizeStatus> {
  let turn = steps.next()
  while (typeof turn.value === 'function') turn = steps.next(await turn.value())
  return turn.value
}
