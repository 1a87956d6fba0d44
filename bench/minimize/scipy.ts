import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findPython } from '../contest/python.ts'
import { type Account, BudgetSpent } from './account.ts'
import type { Timed, Timing } from './timing.ts'

/*
 * The other end of scipy-peer.py. A frame is two uint32, its kind and the bytes that follow; vectors
 * are float64, all little-endian. Python asks for functions while it works at a job.
 */

const kinds = { hello: 0, value: 1, product: 2, residuals: 3, jacobian: 4, done: 5 } as const
const replies = { job: 0, answer: 1, stop: 2 } as const

interface Frame {
  readonly kind: number
  readonly payload: Buffer
}

/** A minimisation of the peer's. */
export interface ScipyJob {
  readonly method: string
  readonly start: readonly number[]
  /** `null` where there is none. */
  readonly lower?: readonly (number | null)[]
  readonly upper?: readonly (number | null)[]
  readonly options: Readonly<Record<string, unknown>>
}

interface ScipyReport {
  readonly status: string
  /** Absent if it was stopped. */
  readonly x?: readonly number[]
}

export interface ScipyPeer extends Timed {
  /** Versions. */
  readonly about: string
  /** Minimises what the account computes; ends when it refuses. */
  minimize(job: ScipyJob, account: Account): Promise<ScipyReport>
}

/** Frames as they come in. */
async function* frames(child: ChildProcessWithoutNullStreams): AsyncGenerator<Frame, undefined> {
  let held: Buffer[] = []
  let size = 0
  let wanted = 8
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    held.push(chunk)
    size += chunk.length
    while (size >= wanted) {
      const all = Buffer.concat(held)
      const end = 8 + all.readUInt32LE(4)
      wanted = end
      held = [all]
      if (size < end) break
      yield { kind: all.readUInt32LE(0), payload: all.subarray(8, end) }
      held = [all.subarray(end)]
      size -= end
      wanted = 8
    }
  }
}

const vectorsOf = (payload: Buffer, count: number): Float64Array[] => {
  const all = new Float64Array(Uint8Array.from(payload).buffer)
  const n = all.length / count
  return Array.from({ length: count }, (_, k) => all.slice(k * n, (k + 1) * n))
}

function answerTo({ kind, payload }: Frame, account: Account): Float64Array {
  const [x, v] = vectorsOf(payload, kind === kinds.product ? 2 : 1)
  switch (kind) {
    case kinds.value: {
      const { value, gradient } = account.evaluate(x)
      return Float64Array.of(value, ...gradient)
    }
    case kinds.product:
      return account.product(x, v)
    case kinds.residuals:
      return account.residuals(x)
    case kinds.jacobian:
      return account.jacobian(x)
    default:
      throw new RangeError(`SciPy's process asks for ${kind}, which is nothing`)
  }
}

/**
 * Starts SciPy in a process that sleeps unless asked.
 *
 * @throws Error that says what to install
 */
export async function startScipy(): Promise<ScipyPeer> {
  const script = fileURLToPath(new URL('scipy-peer.py', import.meta.url))
  const child = spawn(findPython('scipy'), [script], {
    env: { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' },
  })
  let complaints = ''
  child.stderr.on(
    'data',
    (data: Buffer) => (complaints = (complaints + data.toString()).slice(-2000)),
  )
  child.stdin.on('error', () => undefined)
  const incoming = frames(child)
  const next = async (): Promise<Frame> => {
    const { value } = await incoming.next()
    if (value) return value
    throw new Error(`SciPy's process ended: ${complaints.trim()}`)
  }
  const send = (kind: number, payload: Uint8Array = new Uint8Array()): void => {
    const header = Buffer.alloc(8)
    header.writeUInt32LE(kind, 0)
    header.writeUInt32LE(payload.byteLength, 4)
    child.stdin.write(Buffer.concat([header, payload]))
  }
  const work = async (job: ScipyJob | Timing, account?: Account): Promise<unknown> => {
    send(replies.job, Buffer.from(JSON.stringify(job)))
    for (;;) {
      const frame = await next()
      if (frame.kind === kinds.done) {
        const report = JSON.parse(frame.payload.toString()) as { status: string; failed?: boolean }
        if (report.failed && !account) throw new Error(report.status)
        return report
      }
      if (!account) throw new Error('SciPy asks for a function while it minimises its own')
      try {
        send(replies.answer, new Uint8Array(answerTo(frame, account).buffer))
      } catch (error) {
        if (!(error instanceof BudgetSpent)) throw error
        send(replies.stop)
      }
    }
  }
  const { payload } = await next()
  return {
    about: payload.toString(),
    minimize: (job, account) => work(job, account) as Promise<ScipyReport>,
    time: (job) => work(job) as ReturnType<Timed['time']>,
    stop: () => void child.kill('SIGKILL'),
  }
}
