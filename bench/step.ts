import type { Dataset } from '@kq/data/dataset'
import { fill } from '@kq/linalg/constant'
import type { Engine } from '@kq/linalg/engine'
import { gemm } from '@kq/linalg/gemm'
import { engineText, openEngine } from '@kq/linalg/open-engine'
import { createRandom } from '@kq/linalg/random'
import { read } from '@kq/linalg/read'
import { free } from '@kq/linalg/scope'
import { halfMseLoss } from '@kq/nn/half-mse-loss'
import { logisticLoss } from '@kq/nn/logistic-loss'
import type { Loss } from '@kq/nn/loss'
import { mlp } from '@kq/nn/mlp'
import { adam } from '@kq/optim/adam'
import { kbfgs, kbfgsL } from '@kq/optim/kbfgs'
import { kfac } from '@kq/optim/kfac'
import type { Optimizer } from '@kq/optim/optimizer'
import { Trainer } from '@kq/optim/trainer'
import { type Bench, type BenchRow, named } from './bench.ts'
import { engines } from '@kq/cli/engines'
import { necessaryFlop, type StepMethod } from './necessary-flop.ts'
import { median, quartileSpread } from './statistics.ts'

/*
 * Seconds of one training iteration, by method. The methods take turns, and so does a matrix product
 * of 1000×784×1000: efficiency is the necessary arithmetic over the time, as a share of its rate.
 */

const batchSize = 1000

const methods: Readonly<Record<StepMethod, () => Optimizer>> = {
  kbfgs: () => kbfgs(),
  'kbfgs-minibatch': () => kbfgs({ hessianAction: 'minibatch' }),
  'kbfgs-l': () => kbfgsL(),
  kfac: () => kfac(),
  adam: () => adam(),
}

interface Network {
  readonly sizes: readonly number[]
  readonly loss: Loss
}

const networks: Readonly<Record<string, Network>> = {
  mnist: { sizes: [784, 1000, 500, 250, 30, 250, 500, 1000, 784], loss: logisticLoss },
  curves: {
    sizes: [784, 400, 200, 100, 50, 25, 6, 25, 50, 100, 200, 400, 784],
    loss: logisticLoss,
  },
  faces: { sizes: [625, 2000, 1000, 500, 30, 500, 1000, 2000, 625], loss: halfMseLoss },
}

/** Random pixels: what an iteration costs does not depend on them. */
function randomData(columns: number): Dataset {
  const rows = 2 * batchSize
  const data = new Float32Array(rows * columns)
  createRandom(1).fillUniform(data)
  return { name: 'random', inputs: { data, rows, columns } }
}

const activationsOf = (sizes: readonly number[]): ('relu' | 'linear')[] =>
  sizes
    .slice(1)
    .map((_, l) => (l === sizes.length / 2 - 1.5 || l === sizes.length - 2 ? 'linear' : 'relu'))

interface Contestant {
  readonly method: StepMethod
  readonly trainer: Trainer
  readonly seconds: number[]
}

async function contestants(network: Network, engine: Engine): Promise<Contestant[]> {
  const train = randomData(network.sizes[0])
  const all: Contestant[] = []
  for (const [method, make] of Object.entries(methods)) {
    const trainer = new Trainer({
      model: mlp(network.sizes, { activation: activationsOf(network.sizes) }),
      loss: network.loss,
      optimizer: make(),
      engine,
      train,
      batchSize,
      warmBatches: 1,
    })
    // The first iterations invert, compile and fill the pool.
    await trainer.fit({ iterations: 3, evaluate: false })
    all.push({ method: method as StepMethod, trainer, seconds: [] })
  }
  return all
}

/** Seconds of a product of 1000×784×1000. */
async function productSeconds(engine: Engine): Promise<number> {
  const a = fill(1000, 784, 0.5, engine)
  const b = fill(784, 1000, 0.5, engine)
  const begun = performance.now()
  const c = gemm(a, b)
  await read(c)
  const taken = (performance.now() - begun) / 1000
  free([a, b, c])
  return taken
}

const productFlop = 2 * 1000 * 784 * 1000

/** `npm run bench -- step`. */
export const stepBench: Bench = {
  name: 'step',
  summary:
    'one training iteration of each method: seconds, and efficiency against the engine’s own products',
  options: {
    engine: { type: 'string' },
    threads: { type: 'string' },
    network: { type: 'string' },
    rounds: { type: 'string' },
  },
  async run(values) {
    const networkName = (values.network ?? 'mnist') as string
    const network = named('--network', networks, networkName)
    const kinds = named('--engine', engines, values.engine ?? 'wasm')
    const threads = values.threads === undefined ? 'auto' : Number(values.threads)
    const rounds = Number(values.rounds ?? 9)
    const { engine, report } = await openEngine({ engines: kinds, threads })
    console.log(engineText(report))
    const all = await contestants(network, engine)
    const products: number[] = []
    for (let round = 0; round < rounds; round++) {
      for (const { trainer, seconds } of all) {
        const before = trainer.seconds
        await trainer.fit({ iterations: 1, evaluate: false })
        seconds.push(trainer.seconds - before)
        products.push(await productSeconds(engine))
      }
    }
    const rate = productFlop / median(products)
    const reference = median(all.find(({ method }) => method === 'adam')?.seconds ?? [])
    const rows = all.map(({ method, seconds }): BenchRow & { readonly text: string } => {
      const taken = median(seconds)
      const flop = necessaryFlop(method, network.sizes, batchSize)
      const efficiency = flop / taken / rate
      const text =
        `${method.padEnd(16)} ${taken.toFixed(3)} s  ${(flop / 1e9).toFixed(1).padStart(6)} GFLOP  ` +
        `efficiency ${efficiency.toFixed(2)}  ÷ adam ${(taken / reference).toFixed(2)}  spread ${Math.round(100 * quartileSpread(seconds))} %`
      return {
        bench: 'step',
        case: `${networkName} ${method}`,
        engine: report.name,
        threads: report.threads,
        dtype: report.dtype,
        seconds: taken,
        gigaflop: flop / 1e9,
        efficiency,
        timesAdam: taken / reference,
        spread: quartileSpread(seconds),
        productGigaflops: rate / 1e9,
        text,
      }
    })
    for (const { text } of rows) console.log(text)
    console.log(
      `products of 1000×784×1000: ${(rate / 1e9).toFixed(1)} GFLOP/s; medians of ${rounds} interleaved rounds`,
    )
    for (const { trainer } of all) trainer.dispose()
    return rows.map(({ text: _text, ...row }) => row)
  },
}
