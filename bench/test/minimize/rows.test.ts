import assert from 'node:assert/strict'
import type { Outcome } from '../../minimize/account.ts'
import { duelRow, groupBy, summarise, summaryLines } from '../../minimize/rows.ts'

const outcome = (solved: Outcome['solved'], nfev: number): Outcome => ({
  solved,
  nfev,
  reachedAt: undefined,
  fx: 0,
  gradientNorm: 0,
  status: 'gradient-small',
})
const about = { case: 'Beale', group: 'plane', method: 'l-bfgs', peer: 'L-BFGS-B' }

describe('summarise', () => {
  it('counts what each solves, and compares evaluations where both do', () => {
    const [row] = summarise([
      duelRow(about, outcome('gradient', 10), outcome('value', 20)),
      duelRow(about, outcome('value', 30), outcome('gradient', 10)),
      duelRow(about, outcome('gradient', 50), outcome('gradient', 50)),
      duelRow(about, outcome('gradient', 1), outcome('no', 99)),
      duelRow(about, outcome('no', 99), outcome('no', 99)),
    ])
    assert.deepEqual([row.starts, row.solved, row.peerSolved, row.bothSolved], [5, 4, 3, 3])
    assert.deepEqual([row.medianNfev, row.peerMedianNfev], [30, 20])
    assert.deepEqual([row.nfevRatio, row.medianRatio], [1.5, 1])
  })

  it('does without SciPy', () => {
    const rows = summarise([duelRow(about, outcome('gradient', 10), undefined)])
    assert.deepEqual([rows[0].solved, rows[0].peerSolved, rows[0].bothSolved], [1, 0, 0])
    assert.match(summaryLines(rows)[2], /l-bfgs\s+L-BFGS-B\s+1\s+1\s+0\s+0\s*$/)
  })
})

describe('groupBy', () => {
  it('keeps the order', () => {
    const groups = groupBy(['ab', 'cd', 'ae'], (text) => text[0])
    assert.deepEqual(
      [...groups],
      [
        ['a', ['ab', 'ae']],
        ['c', ['cd']],
      ],
    )
  })
})
