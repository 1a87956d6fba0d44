/*
 * The memory that all threads share, at `workspace`:
 *
 *     0      the job's number: odd while a job is open. Threads sleep on it.
 *     64     how many threads are inside of the job
 *     128    the next ticket
 *     192    how many tickets are done. Threads sleep on it.
 *     256    how many threads sleep on the job's number; 260 on tickets done or threads inside
 *     320    the job, {@link jobBytes} of it
 *     512    a result: the value of the pivot that ended a factorization
 *     1024   256 bytes a thread: its tile
 *     …      a block of A a thread, then the block of B
 */
import { depthBlock, panelBlock, rowBlock, rowBytes } from './parameters'

export let workspace: usize = 0
export let threads: i32 = 1
export let tile: usize = 0
export let left: usize = 0
export let right: usize = 0

const leftBytes: usize = rowBlock * depthBlock * 16

/** Bytes of the workspace of so many threads. */
export function workspaceBytes(count: i32): usize {
  return 1024 + <usize>count * (256 + leftBytes) + panelBlock * depthBlock * rowBytes
}

/** Tells this instance where the workspace is, which of `count` threads it serves, from 0. */
export function initialize(place: usize, thread: i32, count: i32): void {
  workspace = place
  threads = count
  tile = place + 1024 + <usize>thread * 256
  const lefts = place + 1024 + <usize>count * 256
  left = lefts + <usize>thread * leftBytes
  right = lefts + <usize>count * leftBytes
}
