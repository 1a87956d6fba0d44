import assert from 'node:assert/strict'
import fc from 'fast-check'
import { resultsTable, textTable } from '../src/table.ts'
import { anyResult, soundResult } from './arbitraries/run-result.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

describe('textTable', () => {
  it('aligns columns to the left or the right, and ends no line in spaces', () => {
    const columns = [
      { header: 'name' },
      { header: 'n', align: 'right' as const },
      { header: 'note' },
    ]
    const rows = [
      ['a', '1', ''],
      ['Łódź 👩‍💻', '200', 'x'],
    ]
    assert.equal(
      textTable(columns, rows),
      ['name      n  note', '──────  ───  ────', 'a         1', 'Łódź 👩‍💻  200  x'].join('\n'),
    )
  })

  it('does without rows', () => {
    assert.equal(textTable([{ header: 'a' }], []), 'a\n─')
  })

  it('refuses a row with missing or extra cells', () => {
    assert.throws(
      () => textTable([{ header: 'a' }], [['1', '2']]),
      /RangeError: .*2 cells .*expected 1/,
    )
  })
})

describe('resultsTable', () => {
  it('has a line for each optimizer with all its figures', () => {
    const lines = resultsTable([soundResult(), soundResult({ label: 'Adam' })]).split('\n')
    assert.equal(lines.length, 4)
    assert.match(
      lines[0],
      /^optimizer +seconds +epochs +iterations +train loss +test loss +rejected/,
    )
    assert.match(lines[2], /^K-BFGS +30\.0 +1\.50 +1,200 +61\.23 +62\.34 +1 +0 +time is up$/)
    assert.match(lines[3], /^Adam /)
  })

  it('takes any numbers', () => {
    fc.assert(
      fc.property(fc.array(anyResult), (results) => {
        resultsTable(results)
      }),
      { numRuns },
    )
    const broken = soundResult({ trainLoss: Number.NaN, testLoss: Infinity })
    assert.match(resultsTable([broken]), / NaN +∞ /)
  })
})
