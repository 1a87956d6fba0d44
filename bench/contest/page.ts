import { answering } from './answer.ts'
import type { Request } from './protocol.ts'
import type { Solver } from './solver.ts'

/**
 * Makes a page a contestant: what it answers requests by, and what it says that it is when asked for
 * nothing, is its `contestant`.
 */
export function answerInPage(start: () => Promise<Solver>): void {
  const started = start().then(
    (solver) => ({ about: { id: 0, answer: solver.about }, answer: answering(solver) }),
    (error: Error) => {
      const about = { id: 0, error: error.message }
      return { about, answer: () => Promise.resolve(about) }
    },
  )
  const contestant = async (request?: Request) => {
    const { about, answer } = await started
    return request ? answer(request) : about
  }
  Object.assign(globalThis, { contestant })
}
