import assert from 'node:assert/strict'
import fc from 'fast-check'
import { kbfgs, kbfgsL, type KbfgsLOptions } from '../src/kbfgs.ts'
import { transposed } from './oracles/arrays.ts'
import { kbfgsOracle, type KbfgsOracleOptions } from './oracles/kbfgs.ts'
import { assertNear } from './support/assert-near.ts'
import { assertThrows } from './support/assert-throws.ts'
import { plainProblem, plainRun } from './support/plain-run.ts'

const numRuns = Math.ceil(Number(process.env.FC_NUM_RUNS ?? 100) / 2)

const options: fc.Arbitrary<KbfgsOracleOptions> = fc
  .record({
    learningRate: fc.double({ min: 0.01, max: 0.3, noNaN: true }),
    lambda: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
    mu1: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
    decay: fc.double({ min: 0, max: 0.95, noNaN: true }),
    pairMomentum: fc.constantFrom(0, 0.5, 0.9),
    momentum: fc.constantFrom(0, 0.5, 0.9),
    l2: fc.constantFrom(0, 1e-5, 0.01),
    initialScale: fc.constantFrom(1, 0.5),
    damping: fc.constantFrom('double' as const, 'powell-lm' as const),
    hessianAction: fc.constantFrom('running' as const, 'minibatch' as const),
    memory: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  })
  .map(({ memory, ...rest }) => ({
    ...rest,
    mu2: Math.sqrt(rest.lambda),
    ...(memory !== undefined && { memory }),
  }))

const build = ({ memory, ...rest }: KbfgsOracleOptions): ReturnType<typeof kbfgs> =>
  memory === undefined
    ? kbfgs({ ...rest, onLossIncrease: 'accept' })
    : kbfgsL({ ...rest, memory, onLossIncrease: 'accept' })

describe('kbfgs and kbfgsL', () => {
  it('follow the algorithm as written out in plain arrays, for every option', async () => {
    let damped = 0
    await fc.assert(
      fc.asyncProperty(
        options,
        fc.record({
          sizes: fc.constantFrom([3, 2], [3, 4, 2], [2, 3, 1, 3], [1, 1]),
          loss: fc.constantFrom('logistic' as const, 'half-mse' as const),
          seed: fc.integer({ min: 0, max: 10_000 }),
          warm: fc.boolean(),
        }),
        async (given, { sizes, loss, seed, warm }) => {
          const plain = plainProblem(sizes, { loss, seed, samples: 4, batches: 3 })
          const { network, initial, batches } = plain
          const warmInputs = warm ? batches.map(({ inputs }) => inputs) : []
          const oracle = kbfgsOracle(network, initial, given, warmInputs)
          const run = plainRun(build(given), plain, warmInputs.length)
          for (let k = 0; k < 5; k++) {
            const { inputs, targets } = batches[k % batches.length]
            const traces = oracle.step(inputs, targets)
            const { seen, figures, weights } = await run.step()
            traces.forEach((trace, l) => {
              const at = `step ${k} layer ${l}`
              for (const name of ['s', 'y', 'sDamped', 'yDamped'] as const) {
                assertNear(transposed(seen[l][name]), [trace[name]], 1e-8, `${at} ${name}`)
              }
              assertNear(seen[l].direction, trace.direction, 1e-8, `${at} direction`)
              assertNear(seen[l].Ha, trace.Ha, 1e-8, `${at} Ha`)
              if (seen[l].Hg) assertNear(seen[l].Hg, trace.Hg, 1e-8, `${at} Hg`)
              const figure = (name: string): number => figures[`${2 * l}.W/${name}`]
              assert.equal(figure('powell'), trace.powell, `${at} powell`)
              assert.equal(figure('second'), trace.second, `${at} second`)
              assert.equal(figure('outputStatus'), trace.outputStatus, `${at} status`)
              damped += trace.powell
            })
            oracle.weights.forEach((w, l) => assertNear(weights[l], w, 1e-8, `weights ${l}`))
          }
        },
      ),
      { numRuns },
    )
    assert.ok(damped > 0 || numRuns < 100, 'no pair was damped in any run')
  })

  it('are the same method while no pair is dropped', async () => {
    const plain = plainProblem([4, 3, 4], { loss: 'logistic', seed: 5, samples: 6, batches: 2 })
    const dense = plainRun(kbfgs(), plain, 2)
    const limited = plainRun(kbfgsL({ memory: 12 }), plain, 2)
    for (let k = 0; k < 12; k++) {
      const [a, b] = [await dense.step(), await limited.step()]
      a.weights.forEach((w, l) => assertNear(b.weights[l], w, 1e-9, `step ${k} weights ${l}`))
    }
  })

  it('give their settings as options, with mu2 = √lambda', () => {
    const { options: given, name } = kbfgs({ lambda: 0.25 })
    assert.equal(name, 'K-BFGS')
    assert.equal(given.mu2, 0.5)
    assert.equal(given.learningRate, 0.3)
    assert.equal(given.onLossIncrease, 'reject')
    assert.equal(kbfgs({ lambda: 0.25, mu2: 0.7 }).options.mu2, 0.7)
    assert.equal(kbfgs({ lambda: undefined }).options.lambda, 0.3)
    assert.equal(kbfgsL().options.memory, 100)
    assert.equal(kbfgsL().name, 'K-BFGS(L)')
  })

  it('refuse lambda of 1 and more with double damping, and say what to do', () => {
    for (const lambda of [1, 3]) {
      assertThrows(
        () => kbfgs({ lambda }),
        'RangeError',
        `lambda is ${lambda}`,
        "damping: 'powell-lm'",
        'allowUnboundedDamping',
      )
    }
    assertThrows(() => kbfgsL({ mu2: 1.5 }), 'RangeError', 'mu2 is 1.5')
    assert.equal(kbfgs({ lambda: 3, allowUnboundedDamping: true }).options.lambda, 3)
    assert.equal(kbfgs({ lambda: 3, damping: 'powell-lm' }).options.lambda, 3)
    assert.equal(kbfgs({ lambda: 0.999 }).options.lambda, 0.999)
  })

  const outOfRange: readonly (readonly [keyof KbfgsLOptions, readonly unknown[], string])[] = [
    ['learningRate', [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '1'], 'above 0'],
    ['lambda', [0, -1, Number.NaN, null], 'above 0'],
    ['mu1', [0, 1, Number.NaN], 'above 0 and below 1'],
    ['mu2', [0, -1, Number.NaN], 'above 0'],
    ['decay', [-0.1, 1, Number.NaN], 'at least 0 and below 1'],
    ['pairMomentum', [-0.1, 1], 'at least 0 and below 1'],
    ['momentum', [-0.1, 1], 'at least 0 and below 1'],
    ['l2', [-1, Number.NaN], 'at least 0'],
    ['initialScale', [0, Number.POSITIVE_INFINITY], 'above 0'],
    ['damping', ['none', false], "'double' or 'powell-lm'"],
    ['hessianAction', ['full'], "'running' or 'minibatch'"],
    ['onLossIncrease', ['halve'], "'reject' or 'accept'"],
    ['memory', [0, 1.5, Number.NaN, -3], 'a whole number of at least 1'],
  ]
  for (const [name, values, range] of outOfRange) {
    it(`refuse ${name} out of range, naming it`, () => {
      for (const value of values) {
        const given = { [name]: value } as Partial<KbfgsLOptions>
        assertThrows(() => kbfgsL(given), 'RangeError', 'K-BFGS(L)', `${name} is`, range)
        if (name !== 'memory')
          assertThrows(() => kbfgs(given), 'RangeError', 'K-BFGS:', `${name} is`, range)
      }
    })
  }
})
