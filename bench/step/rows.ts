import type { EngineReport } from '@kq/linalg/open-engine'
import type { RatioRow } from '../bench.ts'
import { necessaryFlop, type StepMethod } from '../necessary-flop.ts'
import { ratioOf } from '../statistics.ts'
import { batchSize, referenceFlop, type Settings, type Turns } from './turns.ts'

const ownProducts = 'own products'
const ownTimeInProducts = 'own time in products'
const ownAdam = 'own Adam'
const torchAdam = 'torch, Adam'

/** What a step is compared with. */
export const peers: readonly string[] = [ownProducts, ownTimeInProducts, ownAdam, torchAdam]

export function rowsOf(
  settings: Settings,
  { name, threads, dtype }: EngineReport,
  turns: Turns,
  adamSeconds: readonly number[],
  torchSeconds: readonly number[],
): RatioRow[] {
  const { method, step, products, reference } = turns
  const flop = necessaryFlop(method, settings.network.sizes, batchSize)
  const common = {
    bench: 'step',
    case: `${settings.name} ${method}`,
    engine: name,
    dtype,
    threads,
  }
  const against = (peer: string, theirs: readonly number[]): RatioRow[] =>
    theirs.length === 0 ? [] : [{ ...common, peer, unit: 's', ...ratioOf(step, theirs) }]
  // As long as the step would take at the rate of the products.
  const ideal = ratioOf(
    step,
    reference.map((seconds) => (seconds * flop) / referenceFlop),
  )
  const rate = (seconds: number): number => flop / seconds / 1e9
  const efficiency: RatioRow = {
    ...common,
    peer: ownProducts,
    unit: 'GFLOP/s',
    ...ideal,
    ours: rate(ideal.ours),
    theirs: rate(ideal.theirs),
  }
  return [
    efficiency,
    ...against(ownTimeInProducts, products),
    ...against(ownAdam, method === 'adam' ? [] : adamSeconds),
    ...against(torchAdam, torchSeconds),
  ]
}

export function textOf(
  rows: readonly RatioRow[],
  method: StepMethod,
  sizes: readonly number[],
): string {
  const ratio = (peer: string): number => rows.find((row) => row.peer === peer)?.ratio ?? Number.NaN
  const step = rows.find(({ peer }) => peer === ownTimeInProducts)
  const flop = necessaryFlop(method, sizes, batchSize) / 1e9
  return [
    method.padEnd(16),
    `${step?.ours.toFixed(3)} s`,
    `${flop.toFixed(1).padStart(6)} GFLOP`,
    `efficiency ${ratio(ownProducts).toFixed(2)}`,
    `in products ${Math.round(100 * ratio(ownTimeInProducts))} %`,
    `÷ adam ${(method === 'adam' ? 1 : 1 / ratio(ownAdam)).toFixed(2)}`,
    `torch’s Adam ÷ it ${ratio(torchAdam).toFixed(2)}`,
    `spread ${Math.round(100 * (rows[0]?.spread ?? Number.NaN))} %`,
  ].join('  ')
}
