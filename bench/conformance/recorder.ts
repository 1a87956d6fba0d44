import { identity } from '@kq/linalg/constant'
import { twoLoop } from '@kq/linalg/lbfgs'
import type { Matrix } from '@kq/linalg/matrix'
import { read } from '@kq/linalg/read'
import { free, keep } from '@kq/linalg/scope'
import { slice } from '@kq/linalg/slice'
import type { Observe } from '@kq/optim/optimizer'

/** Intermediate results of one step: by parameter, then by name, row-major values. */
export type Recorded = Readonly<Record<string, Readonly<Record<string, ArrayLike<number>>>>>

/** Copies what a step shows, and reads it afterwards. */
export interface Recorder {
  readonly observe: Observe
  /** What was seen since the last call. */
  take(): Promise<Recorded>
}

export function createRecorder(): Recorder {
  let seen: Record<string, Record<string, Matrix>> = {}
  return {
    observe(parameter, name, value) {
      const own = (seen[parameter] ??= {})
      own[name] = keep(slice(value, {}))
      // K-BFGS(L) shows its pairs; the record holds the inverse that they make of the identity.
      if (name === 'Y') {
        const S = own.S as Matrix
        own.HgAsMatrix = keep(twoLoop({ S, Y: own.Y as Matrix }, identity(S.columns, 1, S.engine)))
      }
    },
    async take() {
      const taken = seen
      seen = {}
      const values: Record<string, Record<string, ArrayLike<number>>> = {}
      for (const [parameter, matrices] of Object.entries(taken)) {
        const own: Record<string, ArrayLike<number>> = {}
        for (const [name, value] of Object.entries(matrices)) own[name] = await read(value)
        values[parameter] = own
      }
      free(taken)
      return values
    },
  }
}
