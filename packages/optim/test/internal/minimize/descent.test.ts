import assert from 'node:assert/strict'
import { descend, type InverseModel } from '../../../src/internal/minimize/descent.ts'
import { scale } from '../../../src/internal/minimize/vector.ts'
import { solve } from '../../../src/internal/minimize/solve.ts'
import { moreThuenteSteps } from '../../../src/line-search/more-thuente.ts'
import { rosenbrock, type Smooth } from '../../support/functions.ts'

/** γ I that begins as it is told; logs what it is told. */
function scripted(gamma: number, log: string[]): InverseModel {
  let fresh = false
  return {
    fresh: () => fresh,
    apply: (v, into) => scale(fresh ? 1 : gamma, v, into),
    learn({ from, to, s, direction }) {
      log.push('learn')
      // s points along the direction.
      const ratio = s[0] / direction[0]
      s.forEach((si, i) => {
        assert.equal(si, to.x[i] - from.x[i])
        assert.ok(Math.abs(si - ratio * direction[i]) < 1e-9)
      })
    },
    forget() {
      log.push('forget')
      fresh = true
    },
  }
}

const run = (gamma: number, f: Smooth): { log: string[]; status: string } => {
  const log: string[] = []
  const { status } = solve(
    (started) => descend(started, moreThuenteSteps, scripted(gamma, log)),
    f,
    [-1.2, 1],
    { maxIterations: 3 },
  )
  return { log, status }
}

describe('descend', () => {
  it('tells the model of each step', () => {
    const { log, status } = run(1e-3, rosenbrock)
    assert.deepEqual(log, ['learn', 'learn', 'learn'])
    assert.equal(status, 'max-iterations')
  })

  it('has the model forget where it leads uphill, and goes on along −g', () => {
    const { log, status } = run(-1, rosenbrock)
    assert.deepEqual(log, ['forget', 'learn', 'learn', 'learn'])
    assert.equal(status, 'max-iterations')
  })

  it('has the model forget steps so short that rounding hides what they gain', () => {
    const { log, status } = run(1e-200, rosenbrock)
    assert.deepEqual(log, ['forget', 'learn', 'learn', 'learn'])
    assert.equal(status, 'max-iterations')
  })

  it('ends where there is nothing to forget', () => {
    const wrong: Smooth = (x) => {
      const { value, gradient } = rosenbrock(x)
      return { value, gradient: gradient.map((g) => -g) }
    }
    const { log, status } = run(1, wrong)
    assert.deepEqual(log, ['forget'])
    assert.equal(status, 'line-search-failed')
  })
})
