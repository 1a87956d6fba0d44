import assert from 'node:assert/strict'
import { hostEngine } from '@kq/linalg/host'
import type { GoldenFile, GoldenHyper, UnitsFile } from '../conformance/golden-file.ts'
import { type Replay, replay } from '../conformance/replay.ts'
import { replayUnits } from '../conformance/units.ts'
import { altered, early, type Mutable, trajectories, trajectory, units } from './support/golden.ts'

const engine = hostEngine()
const single = hostEngine({ dtype: 'float32' })

/** Eviction at a memory of 5 shows in the seventh iteration, a schedule of 5 as well. */
const shortened = 8

/** What each hyper-parameter is altered to; a change of a hundredth where that shows at once. */
const alterations: Readonly<
  Record<keyof GoldenHyper, (value: number, file: GoldenFile) => number>
> = {
  lr: (value) => 1.01 * value,
  tau: (value) => 1.1 * value,
  gradMomentum: (value) => 0.99 * value,
  lambda: (value) => 1.01 * value,
  ADecay: (value) => 0.99 * value,
  syMomentum: (value) => (value === 0 ? 0.01 : 0.99 * value),
  // With full batches no sᵀy/yᵀHy comes near 0.2 before the twelfth iteration.
  powellMu1: (value, { batchSize, numTrain }) =>
    batchSize === numTrain ? 3 * value : 1.05 * value,
  secondMu2: (value) => 1.01 * value,
  HgInitial: (value) => 1.01 * value,
  // Memory shows when the first pair is dropped: 100 must become 5, 5 may become 4.
  memory: (value) => (value === 100 ? 5 : value - 1),
  rho: (value) => 0.99 * value,
  inverseFreq: () => 5,
  epsilon: (value) => 1.01 * value,
  beta2: (value) => 0.99 * value,
}

const withHyper = (file: GoldenFile, name: keyof GoldenHyper, value: number): GoldenFile => ({
  ...file,
  hyper: { ...file.hyper, [name]: value },
})

describe('the conformance runner refuses a trajectory', () => {
  for (const file of trajectories) {
    describe(file.name, () => {
      const start = early(file, shortened)

      it('not as it is', async () => {
        assert.equal((await replay(start, engine)).first, undefined)
      })

      for (const [name, value] of Object.entries(file.hyper) as [keyof GoldenHyper, number][]) {
        it(`with another ${name}`, async () => {
          const other = alterations[name](value, file)
          const { passed, first } = await replay(withHyper(start, name, other), engine)
          assert.equal(passed, false, `${name} ${value} and ${other} gave the same`)
          assert.ok(first && !(first.deviation <= first.limit))
        })
      }
    })
  }

  it('with a threshold of Powell damping that is slightly off, once a pair comes near it', async () => {
    const file = trajectory('kbfgs-fullbatch-logistic')
    for (const mu1 of [0.19, 0.21, 0.25]) {
      assert.equal((await replay(withHyper(file, 'powellMu1', mu1), engine)).passed, false)
    }
  })

  it('with too small a memory, but cannot see one that is never full', async () => {
    // The 29 pairs that the last direction is made of fill 29 places; the thirtieth is not used.
    const file = trajectory('kbfgsl-p100-logistic')
    assert.equal((await replay(withHyper(file, 'memory', 28), engine)).passed, false)
    for (const memory of [29, 90, 1000]) {
      assert.equal((await replay(withHyper(file, 'memory', memory), engine)).passed, true)
    }
  })
})

type Change = (file: Mutable<GoldenFile>) => void

const refuses = async (name: string, change: Change, what: string): Promise<Replay> => {
  const result = await replay(altered(early(trajectory(name), 4), change), engine)
  assert.equal(result.passed, false)
  assert.equal(result.first?.what, what)
  return result
}

/** Changes the first number of nested arrays by a share of the largest. */
function nudge(values: unknown, share: number): void {
  const list = values as unknown[]
  const scale = Math.max(...(list.flat(9) as number[]).map(Math.abs))
  if (Array.isArray(list[0])) nudgeFirst(list[0] as number[], share * scale)
  else nudgeFirst(list as number[], share * scale)
}

const nudgeFirst = (values: number[], by: number): void => {
  values[0] += by
}

describe('the conformance runner names the first difference', () => {
  it('in a loss', async () => {
    const { first } = await refuses(
      'adam-logistic',
      ({ steps }) => {
        steps[2].loss *= 1 + 1e-8
        steps[3].loss *= 2
      },
      'iteration 2 loss',
    )
    assert.ok(first && Math.abs(first.deviation - 1e-8) < 1e-12 && first.limit === 1e-10)
  })

  for (const name of ['kbfgs-half-mse', 'kbfgsl-p5-logistic', 'kfac-logistic']) {
    const trace = trajectory(name).trace ?? []
    for (const key of Object.keys(trace[1][2])) {
      it(`in ${key} of the trace of ${name}`, async () => {
        await refuses(
          name,
          (file) => nudge(file.trace?.[1][2][key], 1e-7),
          `iteration 1 layer 2 ${key}`,
        )
      })
    }
  }

  it('in a number of the trace that is missing', async () => {
    const shorten = ({ trace }: Mutable<GoldenFile>): void => {
      const y = trace?.[0][1].y as number[] | undefined
      y?.pop()
    }
    await refuses('kbfgs-logistic', shorten, 'iteration 0 layer 1 y')
  })

  it('in a flag', async () => {
    for (const flag of ['powell', 'second', 'hg', 'ha'] as const) {
      const flip = ({ steps }: Mutable<GoldenFile>): void => {
        const flags = steps[3].flags?.[flag] as number[]
        flags[1] = 1 - flags[1]
      }
      await refuses('kbfgs-logistic', flip, `iteration 3 flag ${flag}`)
    }
    const drop = ({ steps }: Mutable<GoldenFile>): void => {
      const stored = steps[2].flags?.stored ?? []
      stored[0] = 0
    }
    await refuses('kbfgsl-p100-half-mse', drop, 'iteration 2 flag stored')
  })

  it('in a norm', async () => {
    await refuses('sgdm-logistic', ({ steps }) => (steps[1].normW[4] += 1e-5), 'iteration 1 normW')
    await refuses('sgdm-logistic', ({ steps }) => (steps[1].normB[0] += 1e-5), 'iteration 1 normB')
  })

  it('in an evaluation', async () => {
    await refuses(
      'adam-half-mse',
      ({ epochEval }) => (epochEval[0][0] *= 1 + 1e-6),
      'evaluation 0 (test) loss',
    )
    await refuses(
      'adam-half-mse',
      ({ epochEval }) => (epochEval[1][1] *= 1 + 1e-6),
      'evaluation 1 (train) error',
    )
    await refuses(
      'adam-half-mse',
      ({ epochEval }) => (epochEval[2][0] *= 1 + 1e-6),
      'evaluation 2 (train) loss',
    )
    await refuses(
      'adam-half-mse',
      ({ epochEval }) => (epochEval[3][1] *= 1 + 1e-6),
      'evaluation 3 (test) error',
    )
  })

  it('in the warm start', async () => {
    await refuses(
      'kbfgs-logistic',
      ({ warmStart }) => nudge(warmStart?.A?.[3], 1e-7),
      'warm start layer 3 A',
    )
    await refuses(
      'kfac-half-mse',
      ({ warmStart }) => nudge(warmStart?.A?.[0], 1e-7),
      'warm start layer 0 A',
    )
    await refuses(
      'kfac-half-mse',
      ({ warmStart }) => nudge(warmStart?.G?.[5], 1e-7),
      'warm start layer 5 G',
    )
    await refuses(
      'rmsprop-half-mse',
      ({ warmStart }) => nudge(warmStart?.V?.[1].W, 1e-7),
      'warm start layer 1 V',
    )
  })

  it('in the final weights', async () => {
    for (const part of ['W', 'b'] as const) {
      const file = altered(trajectory('adam-logistic'), ({ final }) => nudge(final[3][part], 1e-6))
      assert.equal((await replay(file, engine)).first?.what, 'final weights of layer 3')
    }
  })

  it('where what goes in was changed', async () => {
    for (const [name, change] of Object.entries<Change>({
      'evaluation 0 (test) loss': ({ X }) => nudge(X, 1e-4),
      'evaluation 1 (train) loss': ({ X }) => nudge(X[30], 1e-4),
    })) {
      await refuses('kbfgs-logistic', change, name)
    }
    await refuses(
      'kbfgs-logistic',
      ({ initial }) => nudge(initial[5].b, 1e-4),
      'evaluation 0 (test) loss',
    )
    await refuses(
      'kfac-logistic',
      ({ sampledTargets }) => nudge(sampledTargets?.warm[1], 1),
      'warm start layer 0 G',
    )
    await refuses(
      'kfac-logistic',
      ({ sampledTargets }) => nudge(sampledTargets?.steps[1], 1),
      'iteration 1 layer 0 G',
    )
  })

  it('and in float32, of the first ten losses alone', async () => {
    const file = trajectory('kbfgs-logistic')
    const at = (i: number): GoldenFile => altered(file, ({ steps }) => (steps[i].loss *= 1 + 1e-4))
    assert.equal((await replay(at(9), single)).first?.what, 'iteration 9 loss')
    assert.equal((await replay(at(10), single)).passed, true)
    const other = altered(file, ({ final, trace }) => {
      nudge(final[0].W, 1)
      nudge(trace?.[0][0].s, 1)
    })
    const { passed, weight } = await replay(other, single)
    assert.deepEqual([passed, weight], [true, Number.NaN])
  })
})

describe('the conformance runner says what a file lacks', () => {
  const file = trajectory('kfac-logistic')

  it('where the algorithm or the loss is not known', async () => {
    await assert.rejects(
      replay({ ...file, algorithm: 'Shampoo' }, engine),
      /the algorithm is Shampoo; expected one of K-BFGS, /,
    )
    await assert.rejects(
      replay({ ...file, loss: 'hinge' }, engine),
      /the loss is hinge; expected one of logistic, half-mse/,
    )
  })

  it('where the drawn targets run out', async () => {
    const poor = altered(file, ({ sampledTargets }) => sampledTargets?.steps.splice(3))
    await assert.rejects(replay(poor, engine), /no more sampled targets/)
  })

  it('where an option is out of range', async () => {
    await assert.rejects(replay(withHyper(file, 'inverseFreq', 0), engine), /inverseInterval is 0/)
  })
})

describe('the conformance runner refuses single updates', () => {
  const cases: readonly (readonly [string, (file: Mutable<UnitsFile>) => void])[] = [
    [
      'doubleDamping 1 sAfterPowell',
      ({ doubleDamping }) => nudge(doubleDamping[1].sAfterPowell, 1e-8),
    ],
    [
      'doubleDamping 0 powell',
      ({ doubleDamping }) => (doubleDamping[0].powell = 1 - doubleDamping[0].powell),
    ],
    [
      'doubleDamping 2 second',
      ({ doubleDamping }) => (doubleDamping[2].second = 1 - doubleDamping[2].second),
    ],
    ['doubleDamping 0 sOut', ({ doubleDamping }) => nudge(doubleDamping[0].sOut, 1e-8)],
    ['doubleDamping 0 yOut', ({ doubleDamping }) => nudge(doubleDamping[0].yOut, 1e-8)],
    ['doubleDamping 3 HAfterBfgs', ({ doubleDamping }) => nudge(doubleDamping[3].HAfterBfgs, 1e-8)],
    ['bfgs 1 HOut', ({ bfgs }) => nudge(bfgs[1].HOut, 1e-8)],
    [
      'lbfgs 0 pair 2 stored',
      ({ lbfgs }) => (lbfgs[0].sequence[2].stored = 1 - lbfgs[0].sequence[2].stored),
    ],
    ['lbfgs 0 pair 1 Hv', ({ lbfgs }) => nudge(lbfgs[0].sequence[1].Hv, 1e-8)],
    ['lbfgs 0 HVfinal', ({ lbfgs }) => nudge(lbfgs[0].HVfinal, 1e-8)],
    ['lbfgs 0 HfinalDense', ({ lbfgs }) => nudge(lbfgs[0].HfinalDense, 1e-8)],
  ]
  for (const [what, change] of cases) {
    it(`with another ${what}`, async () => {
      const { passed, first } = await replayUnits(altered(units, change), engine)
      assert.deepEqual([passed, first?.what], [false, what])
    })
  }

  it('with another status', async () => {
    const status = altered(units, ({ bfgs }) => (bfgs[0].status = bfgs[0].status === 0 ? 1 : 0))
    assert.match((await replayUnits(status, engine)).first?.what ?? '', /^bfgs 0 status/)
  })

  it('with another memory', async () => {
    const more = altered(units, ({ lbfgs }) => lbfgs[0].memory++)
    assert.equal((await replayUnits(more, engine)).passed, false)
  })
})
