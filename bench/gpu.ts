import { fill } from '@kq/linalg/constant'
import type { Engine } from '@kq/linalg/engine'
import { gemm } from '@kq/linalg/gemm'
import { read } from '@kq/linalg/read'
import { free } from '@kq/linalg/scope'
import { slice } from '@kq/linalg/slice'
import { type GemmKernel, openGpuEngine } from '@kq/gpu/open-gpu-engine'
import { wasmEngine } from '@kq/wasm/wasm-engine'
import type { Bench, RatioRow } from './bench.ts'
import { ratioOf } from './statistics.ts'
import { printTable } from './table.ts'

/*
 * Matrix products on the GPU: the kernels in WGSL against gpu.js's, and against the WebAssembly engine
 * with one thread. On a software adapter the figures are a record and no more.
 */

type Sizes = readonly [m: number, k: number, n: number]

const quickSizes: readonly Sizes[] = [[512, 512, 512]]
const sizes: readonly Sizes[] = [...quickSizes, [1000, 784, 1000]]
const largeSizes: readonly Sizes[] = [
  [1024, 1024, 1024],
  [2048, 2048, 2048],
  [4096, 4096, 4096],
  [8192, 8192, 8192],
]
const kernels: readonly GemmKernel[] = ['wgsl 64', 'wgsl 128']
const peers = ['gpu.js kernel', 'wasm, 1 thread'] as const

interface Contestant {
  readonly name: string
  readonly engine: Engine
  readonly seconds: number[]
}

/** Seconds of a product, from several in a row and one element read at the end. */
async function productSeconds(engine: Engine, [m, k, n]: Sizes, products: number): Promise<number> {
  const a = fill(m, k, 0.5, engine)
  const b = fill(k, n, 0.25, engine)
  const begun = performance.now()
  for (let turn = 0; turn < products; turn++) {
    const c = gemm(a, b)
    if (turn === products - 1) {
      const corner = slice(c, { rowStart: m - 1, columnStart: n - 1 })
      const [value] = await read(corner)
      if (Math.abs(value / (k / 8) - 1) > 1e-3) throw new Error(`a product is wrong: ${value}`)
      free(corner)
    }
    free(c)
  }
  const taken = (performance.now() - begun) / 1000 / products
  free([a, b])
  return taken
}

/** `npm run bench -- gpu`. */
export const gpuBench: Bench = {
  name: 'gpu',
  summary: 'products on the GPU: kernels in WGSL, gpu.js’s, and WebAssembly',
  options: {
    quick: { type: 'boolean' },
    large: { type: 'boolean' },
    rounds: { type: 'string' },
    products: { type: 'string' },
  },
  async run(values, note) {
    const rounds = Number(values.rounds ?? (values.quick ? 3 : 7))
    const products = Number(values.products ?? 1)
    const contestants: Contestant[] = []
    for (const gemmKernel of [...kernels, 'gpu.js'] as const) {
      const { engine, adapter, mode } = await openGpuEngine({ gemm: gemmKernel })
      note('gpu', `${mode} on ${adapter}`)
      const name = gemmKernel === 'gpu.js' ? peers[0] : gemmKernel
      contestants.push({ name, engine, seconds: [] })
    }
    contestants.push({ name: peers[1], engine: wasmEngine({ threads: 1 }), seconds: [] })
    const rows: RatioRow[] = []
    for (const size of values.quick ? quickSizes : values.large ? largeSizes : sizes) {
      for (const { engine, seconds } of contestants) {
        seconds.length = 0
        await productSeconds(engine, size, 1)
      }
      for (let round = 0; round < rounds; round++) {
        for (const { engine, seconds } of contestants) {
          seconds.push(await productSeconds(engine, size, products))
        }
      }
      const flop = 2 * size[0] * size[1] * size[2]
      const found = kernels.flatMap((kernel) =>
        peers.map((peer): RatioRow => {
          const of = (name: string): readonly number[] =>
            contestants.find((contestant) => contestant.name === name)?.seconds ?? []
          const compared = ratioOf(of(kernel), of(peer))
          return {
            bench: 'gpu',
            case: size.join('×'),
            engine: `gpu ${kernel}`,
            peer,
            dtype: 'float32',
            threads: 1,
            ours: flop / compared.ours / 1e9,
            theirs: flop / compared.theirs / 1e9,
            unit: 'GFLOP/s',
            ratio: compared.ratio,
            spread: compared.spread,
          }
        }),
      )
      printTable(found)
      rows.push(...found)
    }
    return rows
  },
}
