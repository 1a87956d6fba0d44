import type { Matrix } from '@kq/linalg/matrix'
import { hostEngine, type HostEngine } from '@kq/linalg/host'

/** Operations by name, with the shapes of their matrix results, in order. */
export type Counted = { readonly operation: string; readonly shape: string }[]

const counted = ['gemm', 'map', 'reduce', 'slice', 'concat', 'transpose', 'upload'] as const

/** A host engine that notes what it is asked to do. */
export function countingEngine(): { engine: HostEngine; calls: Counted } {
  const engine = hostEngine()
  const calls: Counted = []
  for (const operation of counted) {
    const original = engine[operation].bind(engine) as (...args: unknown[]) => Matrix
    const noting = (...args: unknown[]): Matrix => {
      const result = original(...args)
      calls.push({ operation, shape: `${result.rows}×${result.columns}` })
      return result
    }
    Object.defineProperty(engine, operation, { value: noting })
  }
  return { engine, calls }
}

/** The shapes of the results of one operation. */
export const shapesOf = (calls: Counted, operation: string): string[] =>
  calls.filter((call) => call.operation === operation).map(({ shape }) => shape)
