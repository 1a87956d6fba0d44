/* Loaded by mocha before the tests: runs per property, rejected promises, skipping with a reason. */
import { configureGlobal } from 'fast-check'
import Mocha from 'mocha'

process.env.FC_NUM_RUNS ??= process.env.CI ? '1000' : '100'
const numRuns = Number(process.env.FC_NUM_RUNS)
if (!Number.isInteger(numRuns) || numRuns < 1) {
  throw new RangeError(`FC_NUM_RUNS must be a positive integer, not "${process.env.FC_NUM_RUNS}"`)
}
configureGlobal({ numRuns })

// Mocha alone would let it pass; thrown, it fails the test that runs at that moment.
process.on('unhandledRejection', (reason) => {
  throw reason
})

Mocha.Context.prototype.skipBecause = function (reason: string): never {
  const explain = (test: { title: string }): void => {
    test.title += ` [skipped: ${reason}]`
  }
  if (this.test?.title.startsWith('"before all" hook')) this.test.parent?.eachTest(explain)
  else explain(this.currentTest ?? this.test!)
  return this.skip()
}
