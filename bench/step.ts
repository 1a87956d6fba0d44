import { engines } from '@kq/cli/engines'
import { openEngine, engineText } from '@kq/linalg/open-engine'
import { type Bench, named } from './bench.ts'
import { contestOptions } from './contest/contest.ts'
import { label } from './contest/plan.ts'
import type { StepMethod } from './necessary-flop.ts'
import { networks } from './networks.ts'
import { peers, rowsOf, textOf } from './step/rows.ts'
import { startTorch } from './step/start-torch.ts'
import { measure, methods, type Settings, taskOf } from './step/turns.ts'

/*
 * Seconds of one training iteration, by method. The methods take turns, and so do matrix products of
 * 1000×784×1000 and PyTorch. Efficiency is the necessary arithmetic over the time, as a share of the
 * rate of those products; the share of time in products is measured inside `gemm` and `gram`.
 */

/** `npm run bench -- step`. */
export const stepBench: Bench = {
  name: 'step',
  summary: 'one training iteration of each method: seconds, efficiency, against Adam and PyTorch’s',
  options: {
    ...contestOptions,
    engine: { type: 'string' },
    threads: { type: 'string' },
    network: { type: 'string' },
  },
  async run(values, note) {
    const name = (values.network ?? 'mnist') as string
    const network = named('--network', networks, name)
    const kinds = named('--engine', engines, values.engine ?? 'wasm')
    const threads = values.threads === undefined ? 'auto' : Number(values.threads)
    const rounds = Number(values.rounds ?? (values.quick ? 3 : 9))
    const only = (values.only ?? '') as string
    const { engine, report } = await openEngine({ engines: kinds, threads })
    console.log(engineText(report))
    note(report.name, report.variant)
    const isWanted = (row: { case: string; peer: string }): boolean =>
      label({ engine: report.name, dtype: report.dtype, threads: report.threads, ...row }).includes(
        only,
      )
    const candidates: StepMethod[] = values.quick
      ? ['kbfgs', 'adam']
      : (Object.keys(methods) as StepMethod[])
    const wanted = candidates.filter((method) =>
      peers.some((peer) => isWanted({ case: `${name} ${method}`, peer })),
    )
    if (wanted.length === 0) throw new RangeError(`--only ${only}: no row of step matches`)

    const task = taskOf(network, report.dtype)
    const settings: Settings = {
      name,
      network,
      methods: [...new Set<StepMethod>([...wanted, 'adam'])],
      rounds,
      engine,
      torch: async (loss) => {
        const torch = await startTorch(task, report.threads, loss)
        if (torch) note('torch', torch.about)
        return torch
      },
    }
    const [all, torchSeconds] = await measure(settings, task)
    const adamSeconds = all.find(({ method }) => method === 'adam')?.step ?? []
    const rows = all.flatMap((turns) => {
      const found = rowsOf(settings, report, turns, adamSeconds, torchSeconds)
      console.log(textOf(found, turns.method, network.sizes))
      return found
    })
    return rows.filter(isWanted)
  },
}
