/*
 * How threads share a job. A job is a sequence of numbered tickets, drawn from one counter; what a
 * ticket needs is that all tickets below some number are done, which a second counter tells. Drawn in
 * order, they cannot wait for each other in a circle, and a thread that comes late, or not at all,
 * delays nobody: the others draw its tickets.
 */
import { threads, workspace } from './workspace'

const inside: usize = 64
const next: usize = 128
const done: usize = 192
const sleepers: usize = 256
const waiters: usize = 260

/** Turns of the loops that wait for another thread, some 30 µs, before it sleeps. */
const spins: i32 = 20000

/** Nanoseconds without any progress after which other threads are taken for dead. */
const patience: i64 = 4_000_000_000

/** Whether this job's other threads have stopped, and it with them. */
export let stalled: bool = false

export function drawTicket(): i32 {
  return atomic.add<i32>(workspace + next, 1)
}

export function finishTicket(): void {
  atomic.add<i32>(workspace + done, 1)
  if (threads > 1 && atomic.load<i32>(workspace + waiters) > 0) atomic.notify(workspace + done, -1)
}

/** Waits until so many tickets are done; false where nothing moves any more. */
export function awaitTickets(count: i32): bool {
  return awaitAtLeast(workspace + done, count)
}

function awaitAtLeast(place: usize, count: i32): bool {
  for (let turn = 0; turn < spins; turn++) {
    if (atomic.load<i32>(place) >= count) return true
  }
  atomic.add<i32>(workspace + waiters, 1)
  let value = atomic.load<i32>(place)
  while (value < count) {
    const answer = atomic.wait<i32>(place, value, patience)
    const now = atomic.load<i32>(place)
    if (answer === 2 && now === value) {
      stalled = true
      break
    }
    value = now
  }
  atomic.add<i32>(workspace + waiters, -1)
  return !stalled
}

/** Opens the job that is described in the workspace; other threads join as they find it. */
export function openJob(shared: bool): void {
  atomic.store<i32>(workspace + next, 0)
  atomic.store<i32>(workspace + done, 0)
  if (!shared) return
  atomic.add<i32>(workspace, 1)
  if (atomic.load<i32>(workspace + sleepers) > 0) atomic.notify(workspace, -1)
}

/** Closes it when all of its tickets are done, and waits until the others have left. */
export function closeJob(shared: bool, tickets: i32): void {
  if (!shared || !awaitTickets(tickets)) return
  atomic.add<i32>(workspace, 1)
  for (let turn = 0; turn < spins; turn++) {
    if (atomic.load<i32>(workspace + inside) === 0) return
  }
  atomic.add<i32>(workspace + waiters, 1)
  let count = atomic.load<i32>(workspace + inside)
  while (count > 0) {
    const answer = atomic.wait<i32>(workspace + inside, count, patience)
    const now = atomic.load<i32>(workspace + inside)
    if (answer === 2 && now === count) {
      stalled = true
      break
    }
    count = now
  }
  atomic.add<i32>(workspace + waiters, -1)
}

/** Waits for a job that was not `seen` yet: its number. */
export function awaitJob(seen: i32): i32 {
  while (true) {
    for (let turn = 0; turn < spins; turn++) {
      const job = atomic.load<i32>(workspace)
      if ((job & 1) !== 0 && job !== seen) return job
    }
    const job = atomic.load<i32>(workspace)
    if ((job & 1) !== 0 && job !== seen) return job
    atomic.add<i32>(workspace + sleepers, 1)
    atomic.wait<i32>(workspace, job, -1)
    atomic.add<i32>(workspace + sleepers, -1)
  }
}

/** Enters a job, unless it was closed in the meantime. Once inside, it is not closed. */
export function enterJob(job: i32): bool {
  atomic.add<i32>(workspace + inside, 1)
  return atomic.load<i32>(workspace) === job
}

/** Leaves a job that was entered, or was to be. */
export function leaveJob(): void {
  atomic.add<i32>(workspace + inside, -1)
  if (atomic.load<i32>(workspace + waiters) > 0) atomic.notify(workspace + inside, -1)
}
