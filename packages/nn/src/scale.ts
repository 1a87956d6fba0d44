import { expression, mul } from '@kq/linalg/expression'
import { map } from '@kq/linalg/map'
import type { Variable } from './tape.ts'

const scaled = expression((x, factor) => mul(x, factor))

/** `factor` times x. A factor that is a matrix or has a derivative is for `mul`. */
export const scale = (x: Variable, factor: number): Variable =>
  x.tape.record(map(scaled, x.value, factor), [{ variable: x, vjp: (g) => map(scaled, g, factor) }])
