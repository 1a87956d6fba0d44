/* Loaded by mocha before the tests: how many runs a property gets, and skipping with a reason. */
import { configureGlobal } from 'fast-check'
import Mocha from 'mocha'

process.env.FC_NUM_RUNS ??= process.env.CI ? '1000' : '100'
const numRuns = Number(process.env.FC_NUM_RUNS)
if (!Number.isInteger(numRuns) || numRuns < 1) {
  throw new RangeError(`FC_NUM_RUNS must be a positive integer, not "${process.env.FC_NUM_RUNS}"`)
}
configureGlobal({ numRuns })

Mocha.Context.prototype.skipBecause = function (reason: string): never {
  const explain = (test: { title: string }): void => {
    test.title += ` [skipped: ${reason}]`
  }
  const current = this.currentTest ?? this.test
  if (current instanceof Mocha.Hook) current.parent?.eachTest(explain)
  else if (current) explain(current)
  return this.skip()
}
