import assert from 'node:assert/strict'
import type { Peer } from '../../contest/peer.ts'
import { type Case, plan } from '../../contest/plan.ts'
import type { Entrant } from '../../contest/roster.ts'
import { dense } from '../../contest/task.ts'

const entrants = (peer: Partial<Peer> & { name: string }): Entrant[] => {
  const whole: Peer = {
    dtypes: ['float32', 'float64'],
    operations: ['gemm NN', 'dot'],
    start: () => Promise.reject(),
    ...peer,
  }
  return (whole.threads ?? [1]).map((threads) => ({ peer: whole, file: '', threads }))
}

const own = [...entrants({ name: 'host' }), ...entrants({ name: 'wasm', threads: [1, 2] })]
const peers = [
  ...entrants({ name: 'single', dtypes: ['float32'], operations: ['gemm NN'], threads: [1, 2] }),
  ...entrants({ name: 'slow', spared: ({ operands }) => operands[0].rows > 100 }),
]
const cases: Case[] = [
  { name: 'small', operation: 'gemm NN', operands: dense([10, 10], [10, 10]) },
  { name: 'large', operation: 'gemm NN', operands: dense([1000, 10], [10, 10]) },
  { name: 'dots', operation: 'dot', operands: dense([10, 1], [10, 1]) },
]

const rows = (only?: string): string[] =>
  plan(cases, ['float32', 'float64'], own, peers, only).map(
    ({ case: { name }, dtype, ours, peer }) =>
      `${name} ${ours.peer.name}×${ours.threads} ${peer} ${dtype}`,
  )

describe('plan', () => {
  it('pairs each engine on one thread with each peer that takes the task', () => {
    assert.deepEqual(
      rows().filter((row) => row.includes('×1') && row.startsWith('small')),
      [
        'small host×1 single float32',
        'small host×1 slow float32',
        'small wasm×1 single float32',
        'small wasm×1 slow float32',
        'small host×1 slow float64',
        'small wasm×1 slow float64',
      ],
    )
    assert.deepEqual(
      rows().filter((row) => row.includes('×1') && !row.startsWith('small')),
      [
        'large host×1 single float32',
        'large wasm×1 single float32',
        ...['dots host×1 slow float32', 'dots wasm×1 slow float32'],
        ...['dots host×1 slow float64', 'dots wasm×1 slow float64'],
      ],
    )
  })

  it('pairs two threads with one of its own', () => {
    const two = rows().filter((row) => row.includes('×2'))
    assert.equal(two.length, 6)
    for (const row of two) assert.match(row, / wasm×2 own, 1 thread float/)
  })

  it('leaves what the text of --only is part of', () => {
    assert.deepEqual(rows('large wasm single float32 1'), ['large wasm×1 single float32'])
    assert.deepEqual(rows('own, 1 thread float64 2').length, 3)
    assert.deepEqual(
      rows('small host slow'),
      rows().filter((row) => /small host×1 slow/.test(row)),
    )
    assert.deepEqual(rows('abacus'), [])
  })
})
