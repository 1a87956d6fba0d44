import assert from 'node:assert/strict'
import type { RatioRow } from '../../bench.ts'
import { contest, paceOf } from '../../contest/contest.ts'
import { dense } from '../../contest/task.ts'

const settings = {
  bench: 'test',
  cases: [
    {
      name: 'tiny',
      operation: 'gemm TN',
      operands: dense([30, 20], [30, 10]),
      flop: 2 * 30 * 20 * 10,
    },
  ],
  dtypes: ['float32', 'float64'],
  threads: 1,
  pace: { rounds: 3, turnSeconds: 1e-3 },
} as const

describe('contest', () => {
  it('compares the host engine with ml-matrix, each in its process', async () => {
    const notes: Record<string, string> = {}
    const { log } = console
    const lines: string[] = []
    console.log = (line: string) => lines.push(line)
    let rows: RatioRow[]
    try {
      rows = await contest({ ...settings, only: 'host ml-matrix float64' }, (contestant, about) => {
        notes[contestant] = about
      })
    } finally {
      console.log = log
    }
    assert.equal(rows.length, 1, lines.join('\n'))
    const { ours, theirs, ratio, spread, ...rest } = rows[0]
    assert.deepEqual(rest, {
      bench: 'test',
      case: 'tiny',
      engine: 'host',
      peer: 'ml-matrix',
      dtype: 'float64',
      threads: 1,
      unit: 'GFLOP/s',
    })
    assert.ok(ours > 0 && theirs > 0 && spread >= 0)
    assert.ok(Math.abs(ratio - ours / theirs) < 1e-9 * ratio)
    assert.deepEqual(Object.keys(notes).sort(), ['host', 'ml-matrix'])
    assert.match(lines.join('\n'), /tiny float64 +GFLOP\/s +host\n {2}ours .*\n {2}ml-matrix /)
  })

  it('refuses a selection that leaves nothing, before anything starts', async () => {
    await assert.rejects(contest({ ...settings, only: 'abacus' }, assert.fail), {
      name: 'RangeError',
      message: '--only abacus: no row of test matches',
    })
  })
})

describe('paceOf', () => {
  it('takes few short rounds where it shall be quick, and as many as asked', () => {
    const [usual, quick] = [paceOf({}), paceOf({ quick: true })]
    assert.ok(quick.rounds < usual.rounds && quick.turnSeconds < usual.turnSeconds)
    assert.equal(paceOf({ rounds: '5' }).rounds, 5)
    assert.throws(() => paceOf({ rounds: 'many' }), /--rounds many: expected a whole number/)
  })
})
