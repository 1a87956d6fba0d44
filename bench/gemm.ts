import { matrix } from '@kq/linalg/as-matrix'
import type { Dtype } from '@kq/linalg/dtype'
import { gemm } from '@kq/linalg/gemm'
import { hostEngine } from '@kq/linalg/host'
import { createRandom } from '@kq/linalg/random'
import { scope } from '@kq/linalg/scope'
import { Matrix } from 'ml-matrix'
import type { Bench, BenchRow } from './bench.ts'
import { median, quartileSpread } from './statistics.ts'

/*
 * Matrix products of the host engine against ml-matrix, which is float64 alone. The contestants take
 * turns in one process, so that whatever else the machine does slows both; the ratio is of medians.
 */

type Sizes = readonly [m: number, k: number, n: number]

const sizes: readonly Sizes[] = [
  [128, 128, 128],
  [256, 256, 256],
  [512, 512, 512],
  [1000, 784, 1000],
]
const dtypes: readonly Dtype[] = ['float64', 'float32']

/** A contestant's run lasts at least about so many multiplications and additions. */
const shortestRun = 2e7

interface GemmRow extends BenchRow {
  /** How many times as fast as ml-matrix. */
  readonly ratio: number
  readonly milliseconds: number
  /** The middle half of the turns over the median. */
  readonly spread: number
  readonly gigaflops: number
}

interface Contestant {
  readonly name: string
  /** One product. */
  readonly run: () => void
  /** Seconds a product, one entry a turn. */
  readonly seconds: number[]
}

function contestants([m, k, n]: Sizes): Contestant[] {
  const random = createRandom(1)
  const values = (length: number): Float64Array => {
    const data = new Float64Array(length)
    random.fillUniform(data, -1, 1)
    return data
  }
  const a = values(m * k)
  const b = values(k * n)
  const ours = dtypes.map((dtype): Contestant => {
    const engine = hostEngine({ dtype })
    const A = matrix(engine.upload(a, { rows: m, columns: k }))
    const B = matrix(engine.upload(b, { rows: k, columns: n }))
    const run = (): void => scope(() => void gemm(A, B))
    return { name: dtype, run, seconds: [] }
  })
  const theirA = Matrix.from1DArray(m, k, a)
  const theirB = Matrix.from1DArray(k, n, b)
  return [...ours, { name: 'ml-matrix', run: () => void theirA.mmul(theirB), seconds: [] }]
}

function takeTurn({ run, seconds }: Contestant, products: number): void {
  const start = performance.now()
  for (let i = 0; i < products; i++) run()
  seconds.push((performance.now() - start) / 1e3 / products)
}

function compare(size: Sizes, turns: number): GemmRow[] {
  const all = contestants(size)
  const flop = 2 * size.reduce((product, side) => product * side, 1)
  const products = Math.ceil(shortestRun / flop)
  for (const contestant of all) takeTurn({ ...contestant, seconds: [] }, products)
  for (let turn = 0; turn < turns; turn++) {
    for (const contestant of all) takeTurn(contestant, products)
  }
  const theirs = median(all[all.length - 1].seconds)
  return all.map(({ name, seconds }) => {
    const taken = median(seconds)
    return {
      bench: 'gemm',
      case: `${size.join('×')} ${name}`,
      ratio: theirs / taken,
      milliseconds: 1e3 * taken,
      spread: quartileSpread(seconds),
      gigaflops: flop / taken / 1e9,
    }
  })
}

const heading = ['case', '× ml-matrix', 'ms', 'spread', 'GF/s']
const widths = [28, 12, 10, 8, 7]

const line = (cells: readonly string[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(' ')

const percent = (share: number): string => `${Math.round(100 * share)} %`

const cells = (row: GemmRow): string[] => [
  row.case,
  row.ratio.toFixed(2),
  row.milliseconds.toFixed(2),
  percent(row.spread),
  row.gigaflops.toFixed(2),
]

/** `npm run bench -- gemm`. */
export const gemmBench: Bench = {
  name: 'gemm',
  summary: 'the host engine’s matrix product against ml-matrix, as ratios',
  options: { turns: { type: 'string' } },
  run(values) {
    const turns = Number(values.turns ?? 9)
    if (!Number.isInteger(turns) || turns < 1) {
      throw new RangeError(`--turns ${String(values.turns)}: expected a whole number from 1 on`)
    }
    console.log(line(heading))
    const rows = sizes.flatMap((size) => {
      const compared = compare(size, turns)
      for (const row of compared) console.log(line(cells(row)))
      return compared
    })
    console.log('Medians of interleaved turns; spread is the middle half of them over the median.')
    return Promise.resolve(rows)
  },
}
