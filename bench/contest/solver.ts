import type { Dtype, Floats } from '@kq/linalg/dtype'
import { type Operation, type Task, valuesOf } from './task.ts'

/** Computes a result anew at every call. */
type Work<T> = () => T | Promise<T>

/** A library, whose matrices are `T`. */
export interface Library<T> {
  load(values: Floats, rows: number, columns: number): T | Promise<T>
  /** Given the operands once, what is to be timed. */
  readonly operations: Readonly<
    Partial<Record<Operation, (...operands: T[]) => Work<T> | Promise<Work<T>>>>
  >
  /** The values of a result, row-major. */
  read(result: T): ArrayLike<number> | Promise<ArrayLike<number>>
  /** Gives a result back, in the time that is measured. */
  free?(result: T): void
}

/** A task at hand. */
interface Prepared {
  /** All values of the result. */
  result(): Promise<ArrayLike<number>>
  /** Seconds that one computation takes, the mean of so many. */
  time(times: number): Promise<number>
}

/** What a contestant's process is asked, whatever the library. */
export interface Solver {
  /** Version and variant, for the machine stamp. */
  readonly about: string
  prepare(task: Task): Promise<Prepared>
}

/** Hides a library's type of matrix. */
export const solver = <T>(about: string, library: (dtype: Dtype) => Library<T>): Solver => ({
  about,
  async prepare(task) {
    const { load, operations, read, free } = library(task.dtype)
    const begin = operations[task.operation]
    if (!begin) throw new TypeError(`it has no ${task.operation}`)
    const operands: T[] = []
    for (const operand of task.operands) {
      operands.push(await load(valuesOf(operand, task.dtype), operand.rows, operand.columns))
    }
    const work = await begin(...operands)
    const once = async (): Promise<void> => {
      const made = work()
      const result = made instanceof Promise ? await made : made
      free?.(result)
    }
    return {
      async result() {
        const result = await work()
        const values = await read(result)
        free?.(result)
        return values
      },
      async time(times) {
        const start = performance.now()
        for (let i = 0; i < times; i++) await once()
        return (performance.now() - start) / 1e3 / times
      },
    }
  },
})
