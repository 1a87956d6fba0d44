import { fill } from '@kq/linalg/constant'
import type { Engine } from '@kq/linalg/engine'
import { gemm } from '@kq/linalg/gemm'
import { read } from '@kq/linalg/read'
import { free } from '@kq/linalg/scope'

/** Sides of the products that are timed: the larger one where the smaller takes no time. */
const [small, large] = [256, 1024]
const quick = 3

/** Milliseconds of a product of n×n matrices, the best of a few. */
async function productTime(engine: Engine, n: number): Promise<number> {
  const a = fill(n, n, 0.5, engine)
  let best = Infinity
  for (let turn = 0; turn < 3; turn++) {
    const begun = performance.now()
    const c = gemm(a, a)
    await read(c)
    free(c)
    // The first compiles.
    if (turn > 0) best = Math.min(best, performance.now() - begun)
  }
  free(a)
  return best
}

/** The name of the engine that multiplies fastest, by a probe of a moment. */
export async function fastest<Name extends string>(
  engines: ReadonlyMap<Name, Engine>,
): Promise<Name> {
  for (const n of [small, large]) {
    const times = new Map<Name, number>()
    for (const [name, engine] of engines) times.set(name, await productTime(engine, n))
    const [[name, best]] = [...times].sort(([, x], [, y]) => x - y)
    if (best > quick || n === large) return name
  }
  throw new RangeError('no engine was given')
}
