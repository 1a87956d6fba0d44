import assert from 'node:assert/strict'
import type { Contestant } from '../../contest/contestant.ts'
import { sampleOf } from '../../contest/protocol.ts'
import { dense } from '../../contest/task.ts'
import { compare, type Field, isRatio } from '../../gpu/compare.ts'

describe('compare', () => {
  const answers = (values: readonly number[], seconds: number): Contestant => ({
    about: '',
    prepare: () => Promise.resolve(sampleOf(values)),
    time: () => Promise.resolve(seconds),
    stop: () => undefined,
  })

  it('pairs ours with each peer; who is missing or wrong has a row with the reason', async () => {
    const field: Field = new Map<string, Contestant | { readonly reason: string }>([
      ['ours', answers([1, 2, 3], 1)],
      ['also ours', answers([1, 2, 3], 2)],
      ['peer', answers([1, 2, 3.001], 4)],
      ['wrong', answers([3, 2, 1], 1)],
      ['absent', { reason: 'no adapter' }],
    ])
    const rows = await compare(
      { name: 'case', operation: 'dot', operands: dense([1, 1]), flop: 2e9 },
      field,
      ['ours', 'also ours'],
      { rounds: 3, turnSeconds: 1 },
    )
    const figures = rows.map((row) =>
      isRatio(row)
        ? `${row.engine} ${row.peer} ${row.ours} ${row.theirs} ${row.ratio}`
        : `${row.peer} ${row.reason}`,
    )
    assert.deepEqual(figures, [
      'ours peer 2 0.5 4',
      'also ours peer 1 0.5 2',
      'absent no adapter',
      'wrong its result differs from ours by 1.0e+0',
    ])
    assert.ok(isRatio(rows[0]) && Math.abs(Number(rows[0].apart) - 0.0005) < 1e-9)
  })
})
