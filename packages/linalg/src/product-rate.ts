import { fill } from './constant.ts'
import type { Engine } from './engine.ts'
import { gemm } from './gemm.ts'
import { read } from './read.ts'
import { free } from './scope.ts'

declare const performance: { now(): number }

/** The matrices have so many rows and columns, and the measurement lasts about so long. */
const size = 256
const milliseconds = 60

/**
 * How fast an engine multiplies, from a moment's products of 256×256: 10⁹ multiplications and
 * additions a second. A rough figure, for choosing between engines; it takes some 60 ms, or the time
 * of two products.
 *
 * @example
 * ```ts
 * import { hostEngine } from '@kq/linalg/host'
 * import { productRate } from '@kq/linalg/product-rate'
 *
 * console.log(`${(await productRate(hostEngine())).toPrecision(2)} GFLOP/s`)
 * ```
 */
export async function productRate(engine: Engine): Promise<number> {
  const a = fill(size, size, 0.5, engine)
  const product = async (): Promise<void> => {
    const c = gemm(a, a)
    await read(c)
    free(c)
  }
  const begun = performance.now()
  await product()
  const once = performance.now()
  let products = 0
  let now = once
  while (products === 0 || now - begun < milliseconds) {
    await product()
    products++
    now = performance.now()
  }
  free(a)
  return (2 * size ** 3 * products) / (now - once) / 1e6
}
