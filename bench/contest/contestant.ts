import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { parseReply, type Reply, type Request, type Sample } from './protocol.ts'
import type { Task } from './task.ts'

/** How to start a contestant's process. */
export interface Launch {
  readonly command: string
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** A contestant in its process, which sleeps unless asked. */
export interface Contestant {
  /** What it says that it is: version, variant. */
  readonly about: string
  /** Makes the task's operands and computes once. */
  prepare(task: Task): Promise<Sample>
  /** Seconds that one computation takes, the mean of so many. */
  time(times: number): Promise<number>
  stop(): void
}

/** Longer than anything takes that a benchmark asks for. */
const patience = 120_000

type Question = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never

/**
 * Starts a contestant.
 *
 * @throws Error with the reason, where its library does not load
 */
export async function startContestant(launch: Launch): Promise<Contestant> {
  const { command, args, environment } = launch
  const child: ChildProcessWithoutNullStreams = spawn(command, args, {
    env: { ...process.env, ...environment },
  })
  const waiting = new Map<number, (reply: Reply) => void>()
  let complaints = ''
  /** Why there will be no more answers. */
  let ended: string | undefined
  const end = (reason: string): void => {
    ended ??= reason
    for (const [id, settle] of waiting) settle({ id, error: ended })
  }
  createInterface({ input: child.stdout }).on('line', (line) => {
    const reply = parseReply(line)
    if (reply) waiting.get(reply.id)?.(reply)
  })
  child.stderr.on(
    'data',
    (data: Buffer) => (complaints = (complaints + data.toString()).slice(-2000)),
  )
  child.stdin.on('error', () => undefined)
  child.on('error', (error) => end(error.message))
  child.on('close', (code, signal) => {
    const last = complaints.trim().split('\n').at(-1)
    end(`its process ended (${signal ?? code})${last ? `: ${last}` : ''}`)
  })

  /** The answer of that id. */
  async function answerTo(id: number): Promise<unknown> {
    let timer: NodeJS.Timeout | undefined
    const { answer, error } = await new Promise<Reply>((resolve) => {
      waiting.set(id, resolve)
      if (ended !== undefined) return end(ended)
      timer = setTimeout(() => {
        end(`no answer within ${patience / 1000} s`)
        child.kill('SIGKILL')
      }, patience)
    })
    clearTimeout(timer)
    waiting.delete(id)
    if (error !== undefined) throw new Error(error)
    return answer
  }

  let lastId = 0
  const ask = (question: Question): Promise<unknown> => {
    const answer = answerTo(++lastId)
    child.stdin.write(`${JSON.stringify({ id: lastId, ...question })}\n`)
    return answer
  }
  try {
    const about = String(await answerTo(0))
    return {
      about,
      prepare: (task) => ask({ ask: 'prepare', task }) as Promise<Sample>,
      time: (times) => ask({ ask: 'time', times }) as Promise<number>,
      stop: () => void child.kill('SIGKILL'),
    }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}
