import assert from 'node:assert/strict'
import type { RatioRow } from '../bench.ts'
import { tableLines } from '../table.ts'

const row = (engine: string, threads: number, peer: string, ours: number, theirs: number) =>
  ({
    bench: 'gemm',
    case: 'square',
    engine,
    peer,
    dtype: 'float32',
    threads,
    ours,
    theirs,
    unit: 'ms',
    ratio: theirs / ours,
    spread: 0.1,
  }) satisfies RatioRow

describe('tableLines', () => {
  it('has a column for each engine, a line for each peer', () => {
    const lines = tableLines([
      row('host', 1, 'abacus', 2, 10),
      row('wasm', 1, 'abacus', 0.5, 10),
      row('wasm', 2, 'own, 1 thread', 0.25, 0.5),
    ])
    assert.deepEqual(
      lines.map((line) => line.split(/ {2,}/).filter((cell) => cell !== '')),
      [
        ['square float32', 'ms', 'host', 'wasm', 'wasm ×2'],
        ['ours', '2.00', '0.50', '0.25'],
        ['abacus', '10.0', '5.00 ±5 %', '20.0 ±5 %'],
        ['own, 1 thread', '0.50', '2.00 ±5 %'],
      ],
    )
  })

  it('is empty where nobody took part', () => {
    assert.deepEqual(tableLines([]), [])
  })
})
