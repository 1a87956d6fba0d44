import { createHash } from 'node:crypto'
import { read } from '@kq/linalg/read'
import type { Trainer } from '@kq/optim/trainer'

/** The SHA-256 of a trainer's parameters, bit by bit: equal for runs that agree to the last bit. */
export async function weightsDigest({ parameters }: Pick<Trainer, 'parameters'>): Promise<string> {
  const hash = createHash('sha256')
  for (const name of Object.keys(parameters).sort()) {
    hash.update(name).update(await read(parameters[name]))
  }
  return hash.digest('hex')
}
