import path from 'node:path'
import { useSoftwareAdapter } from '@kq/browser-testing/software-adapter'
import { openGpuEngine } from '@kq/gpu/open-gpu-engine'
import type { BenchRow } from '../bench.ts'
import { type Contestant, startContestant } from '../contest/contestant.ts'
import type { Case } from '../contest/plan.ts'
import { findPython } from '../contest/python.ts'
import { peersFolder } from '../contest/roster.ts'
import { type Pace, takeTurns } from '../contest/take-turns.ts'
import { dense } from '../contest/task.ts'
import { necessaryFlop } from '../necessary-flop.ts'
import { type Network, networks } from '../networks.ts'
import { ratioOfTurns } from '../statistics.ts'
import { batchSize, taskOf, trainerOf } from '../step/turns.ts'
import { printTable } from '../table.ts'
import { compare, isRatio } from './compare.ts'
import { factorsInNode, gpuContestant } from './in-node.ts'

/*
 * What a hardware GPU does, in Node.js: products against PyTorch's in float32 without TF32, an iteration
 * of K-BFGS against PyTorch's time for the same products, and factors on the device or on the host.
 */

type Note = (contestant: string, about: string) => void

interface Sizes {
  readonly products: readonly number[]
  /** Products of a turn: the last is waited for. */
  readonly inARow: number
  readonly networks: Readonly<Record<string, Network>>
  readonly factors: readonly number[]
}

/** What `--device` is told. */
export interface DeviceSettings {
  readonly isDryRun: boolean
  readonly pace: Pace
  /** TFLOP/s that the card could do in float32, by its maker. */
  readonly peak: number | undefined
}

const full: Sizes = {
  products: [1024, 2048, 4096, 8192],
  inARow: 10,
  networks: { mnist: networks.mnist, faces: networks.faces },
  factors: [256, 1001],
}

/** For a dry run on an adapter in software. */
const small: Sizes = {
  products: [128, 256],
  inARow: 2,
  networks: { small: { ...networks.mnist, sizes: [64, 40, 10, 40, 64] } },
  factors: [64, 128],
}

const isSoftware = (adapter: string): boolean => /swiftshader|llvmpipe|lavapipe/i.test(adapter)

/** PyTorch, or why there is none. */
async function torch(repeats: number): Promise<Contestant | { readonly reason: string }> {
  try {
    const script = path.join(peersFolder, 'with_torch_gpu.py')
    const command = findPython('torch')
    return await startContestant({
      command,
      args: ['-u', script, String(repeats)],
      environment: {},
    })
  } catch (error) {
    return { reason: (error as Error).message }
  }
}

async function products(
  sizes: Sizes,
  { pace, peak }: DeviceSettings,
  note: Note,
): Promise<BenchRow[]> {
  const { inARow } = sizes
  const field = new Map<string, Contestant | { readonly reason: string }>()
  const own = ['wgsl 64', 'wgsl 128'] as const
  for (const gemm of own) field.set(`gpu ${gemm}`, await gpuContestant({ gemm }, inARow))
  field.set('gpu.js kernel', await gpuContestant({ gemm: 'gpu.js' }, inARow))
  const peer = await torch(inARow)
  if ('about' in peer) note('torch', peer.about)
  field.set('torch', peer)
  const rows: BenchRow[] = []
  for (const n of sizes.products) {
    const one: Case = {
      name: `${n}³, ${inARow} in a row`,
      operation: 'gemm NN',
      operands: dense([n, n], [n, n]),
      flop: 2 * n ** 3 * inARow,
    }
    const names = own.map((gemm) => `gpu ${gemm}`)
    for (const row of await compare(one, field, names, pace)) {
      const isShare = isRatio(row) && peak !== undefined
      rows.push(isShare ? { ...row, shareOfPeak: row.ours / (1e3 * peak) } : row)
    }
  }
  if ('about' in peer) peer.stop()
  return rows
}

/** Iterations of K-BFGS, by the engine as it opens, against PyTorch's products of one. */
async function iterations(sizes: Sizes, pace: Pace, note: Note): Promise<BenchRow[]> {
  const { engine, gemm } = await openGpuEngine({ mode: 'webgpu' })
  note('iterations', `products by ${gemm}`)
  const rows: BenchRow[] = []
  for (const [name, network] of Object.entries(sizes.networks)) {
    const task = taskOf(network, 'float32')
    const trainer = trainerOf('kbfgs', network, task, engine)
    // The first iterations invert, compile and fill the pool.
    await trainer.fit({ iterations: 3, evaluate: false })
    const ours: Contestant = {
      about: '',
      prepare: () => Promise.reject(new Error('it is prepared')),
      async time(times) {
        const before = trainer.seconds
        await trainer.fit({ iterations: times, evaluate: false })
        return (trainer.seconds - before) / times
      },
      stop: () => trainer.dispose(),
    }
    const flop = necessaryFlop('kbfgs', network.sizes, batchSize)
    const common = { bench: 'gpu', case: `${name} kbfgs`, engine: 'gpu', flop }
    const missing = (peer: string, reason: string): void => {
      console.log(`without ${peer}: ${reason}`)
      rows.push({ ...common, peer, reason })
    }
    const peerName = 'torch, the products alone'
    const field = new Map([['gpu', ours]])
    const peer = await torch(1)
    if ('reason' in peer) missing(peerName, peer.reason)
    else {
      await peer.prepare({ ...task, operation: 'products of kbfgs' })
      field.set(peerName, peer)
    }
    const times = await takeTurns(field, pace, missing)
    const mine = times.get('gpu')
    if (mine) {
      const theirs = times.get(peerName)
      // Without a peer the row still says what ours takes.
      const compared = ratioOfTurns(mine, theirs ?? mine)
      const row = {
        ...common,
        peer: theirs ? peerName : 'itself',
        dtype: 'float32',
        threads: 1,
        ...compared,
        unit: 's',
      } as const
      printTable([row])
      rows.push(row)
    }
    for (const contestant of field.values()) contestant.stop()
  }
  return rows
}

/**
 * `npm run bench -- gpu --device`.
 *
 * @throws Error where the adapter is in software, unless this is a dry run
 */
export async function onDevice(settings: DeviceSettings, note: Note): Promise<BenchRow[]> {
  const { isDryRun, pace } = settings
  if (isDryRun) useSoftwareAdapter()
  const { adapter } = await openGpuEngine({ mode: 'webgpu', gemm: 'wgsl 64' })
  note('adapter', adapter)
  if (isSoftware(adapter) && !isDryRun) {
    throw new Error(
      `--device: the adapter is in software (${adapter}); a dry run is --device --quick`,
    )
  }
  const sizes = isDryRun ? small : full
  return [
    ...(await products(sizes, settings, note)),
    ...(await iterations(sizes, pace, note)),
    ...(await factorsInNode(sizes.factors, pace, note)),
  ]
}
