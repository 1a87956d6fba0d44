import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCells, writeCell } from '../../reproduce/cell-files.ts'
import { cellOf, fakeResult } from './support/fake-result.ts'

describe('files of cells', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kq-'))
  })

  afterEach(() => rmSync(folder, { recursive: true }))

  it('give back what was written, in the order of their names, and leave nothing aside', () => {
    const results = [
      fakeResult(cellOf({ method: 'adam', setting: { learningRate: 1e-4, epsilon: 1e-4 } })),
      fakeResult(cellOf({ budget: { epochs: 2 } }), { diverged: true }),
      fakeResult(cellOf({ seed: 2 })),
    ]
    for (const result of results.toReversed()) writeCell(folder, result)
    const rounded = (history: object): unknown =>
      JSON.parse(JSON.stringify(history), (_, x) =>
        typeof x === 'number' ? Number(x.toPrecision(8)) : x,
      )
    const read = readCells(folder)
    assert.deepEqual(
      read.map(({ cell }) => cell),
      results.map(({ cell }) => cell),
    )
    read.forEach((result, i) => {
      const { history, ...summary } = results[i]
      assert.deepEqual({ ...result, history: 0 }, { ...summary, history: 0 })
      assert.deepEqual(result.history, rounded(history))
    })
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    assert.equal(names.filter((name) => /\.(csv|json)$/.test(name)).length, 6)
    assert.ok(names.every((name) => !name.endsWith('.part')))
  })

  it('count as finished by the second file alone', () => {
    writeCell(folder, fakeResult(cellOf()))
    unlinkSync(join(folder, 'mnist/kbfgs/lr0.3-lambda0.3-seed1-300s.json'))
    assert.deepEqual(readCells(folder), [])
    assert.deepEqual(readCells(join(folder, 'nowhere')), [])
  })

  it('keep what is not finite', () => {
    const result = fakeResult(cellOf({ budget: { epochs: 1 } }))
    const history = result.history.map((record) => ({ ...record, testLoss: Number.NaN }))
    writeCell(folder, { ...result, history })
    assert.ok(readCells(folder)[0].history.every(({ testLoss }) => Number.isNaN(testLoss)))
  })

  it('are refused by name where they are damaged', () => {
    writeCell(folder, fakeResult(cellOf()))
    const file = join(folder, 'mnist/kbfgs/lr0.3-lambda0.3-seed1-300s.csv')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace('epoch', 'era'))
    assert.throws(() => readCells(folder), /300s\.csv: the first line is "seconds,era/)
    writeFileSync(file, `${text}1,2\n`)
    assert.throws(() => readCells(folder), /300s\.csv: "1,2" has 2 cells; expected 7/)
  })
})
