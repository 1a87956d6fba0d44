import { bfgsUpdate } from '@kq/linalg/bfgs'
import { doubleDamping } from '@kq/linalg/damping'
import type { Engine } from '@kq/linalg/engine'
import { EngineError } from '@kq/linalg/errors'
import { gemm } from '@kq/linalg/gemm'
import { hostEngine } from '@kq/linalg/host'
import { createRandom } from '@kq/linalg/random'
import { read } from '@kq/linalg/read'
import { free, scope, track } from '@kq/linalg/scope'
import type { Matrix } from '@kq/linalg/matrix'

/*
 * Drivers do lie: a product and one update of a layer's curvature, against the host engine.
 */

/** Of the largest element. */
const tolerance = 1e-4

/** Sizes that are no multiples of a tile's side. */
const [rows, depth, columns] = [64, 70, 61]

function program(engine: Engine): Record<string, Matrix> {
  const random = createRandom(1)
  const normal = (r: number, c: number): Matrix =>
    track(
      engine.upload(
        Float64Array.from({ length: r * c }, () => random.normal()),
        { rows: r, columns: c },
      ),
    )
  return scope(() => {
    const a = normal(rows, depth)
    const h = gemm(a, a, { transposeB: true, alpha: 1 / depth })
    const { s, y } = doubleDamping(h, normal(rows, 1), normal(rows, 1))
    return { product: gemm(a, normal(depth, columns)), update: bfgsUpdate(h, s, y).H }
  })
}

/**
 * Compares the engine with the host.
 *
 * @throws EngineError with the figures, where they differ
 */
export async function selfCheck(engine: Engine): Promise<void> {
  const [found, expected] = [program(engine), program(hostEngine())]
  for (const [name, matrix] of Object.entries(expected)) {
    const ours = await read(found[name])
    const theirs = Array.from(await read(matrix))
    const size = Math.max(...theirs.map(Math.abs))
    const worst = theirs.reduce((most, value, i) => {
      const error = Math.abs(ours[i] - value)
      return error <= most ? most : error
    }, 0)
    if (!(worst <= tolerance * size)) {
      throw new EngineError(
        `gpu: the device computes wrongly: its ${name} is off by ${worst}, where elements are of size ${size}. ` +
          'Update the driver, or use another engine.',
      )
    }
  }
  free([found, expected])
}
