import type { GpuKernelSettings } from './gpu-js.ts'

/**
 * How every kernel is made. Without `immutable` all results of a kernel share one buffer; without the
 * dynamic settings another size gives zeros, silently; and a loop whose bound is an argument ends
 * after a thousand turns unless told otherwise. Without a tactic WebGL2 compiles a kernel again for
 * sizes that want more precise indices, and loses what it is called with.
 */
export const kernelSettings = (output: readonly number[]): GpuKernelSettings => ({
  output,
  pipeline: true,
  immutable: true,
  dynamicOutput: true,
  dynamicArguments: true,
  loopMaxIterations: 2 ** 24,
  precision: 'single',
  tactic: 'precision',
})
