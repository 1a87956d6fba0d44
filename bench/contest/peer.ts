import type { Dtype } from '@kq/linalg/dtype'
import type { Solver } from './solver.ts'
import type { Operation, Task } from './task.ts'

interface Contender {
  /** As in the rows. */
  readonly name: string
  readonly dtypes: readonly Dtype[]
  readonly operations: readonly Operation[]
  /** How many threads it can be held to. @defaultValue one */
  readonly threads?: readonly number[]
  /** Tasks that it is spared, since they would take minutes. */
  readonly spared?: (task: Task) => boolean
  /** Environment variables of its process; undefined removes one. */
  readonly environment?: (threads: number) => Readonly<Record<string, string | undefined>>
}

/** A contestant on Node.js: a file exports it as `peer`. */
export interface NodePeer extends Contender {
  /** Whether its packages are those of `bench/peers/package.json`. */
  readonly installed?: boolean
  /** Loads the library; called in a process of its own. */
  start(threads: number): Promise<Solver>
}

/** A contestant in Python: a file exports it as `peer` and names the script that runs. */
export interface PythonPeer extends Contender {
  /** A file of `bench/peers`. */
  readonly script: string
  /** What the Python must be able to import. */
  readonly module: string
}

export type Peer = NodePeer | PythonPeer
