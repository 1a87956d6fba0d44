import type { Engine } from '@kq/linalg/engine'
import { hostEngine } from '@kq/linalg/host'
import { opaqueEngine } from '@kq/linalg/laws'

/** The engines that every method must run on. */
export const engines: Readonly<Record<string, () => Engine>> = {
  'host float64': () => hostEngine(),
  'host float32': () => hostEngine({ dtype: 'float32' }),
  'host float64, poisoning what is freed': () => hostEngine({ poison: true }),
  'opaque float64': () => opaqueEngine(),
}
