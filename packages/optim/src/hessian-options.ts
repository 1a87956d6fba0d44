import type { MinimizeOptions, VectorInput } from './minimize-options.ts'

/** Options of the methods that multiply with the Hessian. */
export interface HessianOptions extends MinimizeOptions {
  /**
   * ∇²f(x) v. Without it: differences of gradients, one gradient each. It may keep or change what it is
   * handed.
   */
  readonly hessianProduct?:
    | ((x: Float64Array, v: Float64Array) => VectorInput | Promise<VectorInput>)
    | undefined
}
