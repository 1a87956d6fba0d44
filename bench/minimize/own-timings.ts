import { lbfgs } from '@kq/optim/lbfgs'
import { chainedRosenbrock, pairedRosenbrock } from './rosenbrock.ts'
import type { Timing } from './timing.ts'

/*
 * The process that own.ts starts: it minimises what it is told, and says how long that took.
 */

const functions = { paired: pairedRosenbrock, chained: chainedRosenbrock }

process.on('message', ({ function: name, n, iterations }: Timing) => {
  const { start, evaluate } = functions[name](n)
  const begun = performance.now()
  const { nit } = lbfgs(
    (x) => {
      const gradient = new Float64Array(n)
      return { value: evaluate(x, gradient), gradient }
    },
    start,
    { maxIterations: iterations },
  )
  process.send?.({ seconds: (performance.now() - begun) / 1000, nit })
})
