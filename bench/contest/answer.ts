import { type Reply, type Request, sampleOf } from './protocol.ts'
import type { Solver } from './solver.ts'

/** What answers requests by a solver, one after the other. */
export function answering(solver: Solver): (request: Request) => Promise<Reply> {
  let current: Awaited<ReturnType<Solver['prepare']>> | undefined
  return async (request) => {
    const { id } = request
    try {
      if (request.ask === 'prepare') {
        current = undefined
        current = await solver.prepare(request.task)
        return { id, answer: sampleOf(await current.result()) }
      }
      if (!current) throw new Error('there is no task')
      return { id, answer: await current.time(request.times) }
    } catch (error) {
      return { id, error: (error as Error).message }
    }
  }
}
