import { answering } from './answer.ts'
import type { Contestant } from './contestant.ts'
import type { Request, Sample } from './protocol.ts'
import type { Solver } from './solver.ts'

/** A contestant in this process. */
export function localContestant(solver: Solver): Contestant {
  const answer = answering(solver)
  const ask = async (request: Request): Promise<unknown> => {
    const reply = await answer(request)
    if (reply.error !== undefined) throw new Error(reply.error)
    return reply.answer
  }
  return {
    about: solver.about,
    prepare: (task) => ask({ id: 1, ask: 'prepare', task }) as Promise<Sample>,
    time: (times) => ask({ id: 1, ask: 'time', times }) as Promise<number>,
    stop: () => undefined,
  }
}
