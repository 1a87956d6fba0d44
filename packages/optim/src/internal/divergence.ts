import { read } from '@kq/linalg/read'
import { free, scope } from '@kq/linalg/scope'
import { DivergenceError } from '../divergence-error.ts'
import type { Standpoint } from './attempt-step.ts'

/** What to throw after so many rejections in a row: it names the layer of the largest curvature. */
export async function divergence(
  { optimizer, state }: Pick<Standpoint, 'optimizer' | 'state'>,
  rejections: number,
): Promise<DivergenceError> {
  const sizes = scope(() => optimizer.curvatureSizes(state))
  let worst: { parameter: string | undefined; norm: number } = {
    parameter: undefined,
    norm: Number.NaN,
  }
  for (const [parameter, size] of Object.entries(sizes)) {
    const [norm = Number.NaN] = await read(size)
    if (!(norm <= worst.norm)) worst = { parameter, norm }
  }
  free(sizes)
  return new DivergenceError(rejections, worst.parameter, worst.norm, optimizer.options)
}
