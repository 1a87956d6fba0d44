import type { Dtype } from './dtype.ts'
import type { Engine } from './engine.ts'
import { hostEngine } from './host.ts'
import { productRate } from './product-rate.ts'

/** What every engine is told when it is opened. */
export interface EngineRequest {
  readonly dtype: Dtype
  /** How many threads to compute with; `'auto'` leaves it to the engine. */
  readonly threads: number | 'auto'
}

/** An engine that started. */
export interface StartedEngine {
  readonly engine: Engine
  /** Which of its kernels it runs: `'relaxed SIMD'`, `'OpenBLAS Haswell'`. */
  readonly variant: string
  readonly threads: number
  /** What it would rather have had, in a sentence: why there is one thread, say. */
  readonly note?: string
}

/** An engine that may or may not start here. Engine packages export theirs. */
export interface EngineKind {
  readonly name: string
  /** @throws Error with the reason, where it cannot start */
  start(request: EngineRequest): Promise<StartedEngine>
}

/** What {@link openEngine} found. */
export interface EngineReport extends Omit<StartedEngine, 'engine'> {
  readonly name: string
  readonly dtype: Dtype
  /** 10⁹ multiplications and additions a second, in matrix products of the probe. */
  readonly gigaflops: number
  /** Engines that were asked first and could not start. */
  readonly passedOver: readonly { readonly name: string; readonly reason: string }[]
}

export interface OpenEngineOptions {
  /** In the order of preference. The host engine, which starts anywhere, comes after them. */
  readonly engines: readonly EngineKind[]
  /** @defaultValue `'float32'` */
  readonly dtype?: Dtype
  /** @defaultValue `'auto'` */
  readonly threads?: number | 'auto'
}

/** The host engine as a kind among others. */
export const host: EngineKind = {
  name: 'host',
  start: ({ dtype }) =>
    Promise.resolve({ engine: hostEngine({ dtype }), variant: 'TypeScript', threads: 1 }),
}

/**
 * Opens the first engine that starts, and says which, how fast, and why others did not.
 *
 * @example
 * ```ts
 * import { engineText, openEngine } from '@kq/linalg/open-engine'
 *
 * const { engine, report } = await openEngine({ engines: [], dtype: 'float64' })
 * console.log(engineText(report)) // engine host (float64), TypeScript, 1 thread, …
 * ```
 */
export async function openEngine(
  options: OpenEngineOptions,
): Promise<{ readonly engine: Engine; readonly report: EngineReport }> {
  const { engines, dtype = 'float32', threads = 'auto' } = options
  if (threads !== 'auto' && !(Number.isInteger(threads) && threads >= 1)) {
    throw new RangeError(
      `openEngine: threads is ${threads}; expected 'auto' or a whole number of at least 1`,
    )
  }
  const passedOver: { name: string; reason: string }[] = []
  for (const kind of [...engines, host]) {
    try {
      const { engine, ...started } = await kind.start({ dtype, threads })
      const gigaflops = await productRate(engine)
      return { engine, report: { name: kind.name, dtype, ...started, gigaflops, passedOver } }
    } catch (error) {
      if (kind === host) throw error
      passedOver.push({ name: kind.name, reason: withoutPrefix(error as Error, kind.name) })
    }
  }
  throw new Error('openEngine: not even the host engine started')
}

/** What an error says, apart from the engine's name in front of it, which stands beside it anyway. */
const withoutPrefix = ({ message }: Error, name: string): string =>
  message.startsWith(`${name}: `) ? message.slice(name.length + 2) : message

/** The report in a line for people. */
export function engineText(report: EngineReport): string {
  const { name, dtype, variant, threads, gigaflops, note, passedOver } = report
  const facts = [
    `engine ${name} (${dtype})`,
    variant,
    `${threads} thread${threads === 1 ? '' : 's'}`,
    `${gigaflops.toPrecision(3)} GFLOP/s`,
  ]
  const remarks = [...(note ? [note] : []), ...passedOver.map((p) => `not ${p.name}: ${p.reason}`)]
  return `${facts.join(', ')}${remarks.map((remark) => `; ${remark}`).join('')}`
}
