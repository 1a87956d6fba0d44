import type { Shape } from '@kq/linalg/engine'
import type { GpuInstance, GpuKernel, GpuKernelSettings } from './gpu-js.ts'
import type { Kernel } from './kernel.ts'

/**
 * How every kernel is made. Without `immutable` all results of a kernel share one buffer; without the
 * dynamic settings another size gives zeros, silently; and a loop whose bound is an argument ends
 * after a thousand turns unless told otherwise. Without a tactic WebGL2 compiles a kernel again for
 * sizes that want more precise indices, and loses what it is called with.
 */
const settings = (output: readonly number[]): GpuKernelSettings => ({
  output,
  pipeline: true,
  immutable: true,
  dynamicOutput: true,
  dynamicArguments: true,
  loopMaxIterations: 2 ** 24,
  precision: 'single',
  tactic: 'precision',
})

/** Kernels of one context, each compiled when it is first launched, and from then on set to the shape that is wanted. */
export function compiledKernels(gpu: GpuInstance): (kernel: Kernel, shape: Shape) => GpuKernel {
  const kernels = new Map<string, GpuKernel>()
  return ({ name, source }, { rows, columns }) => {
    const output = [columns, rows]
    let kernel = kernels.get(name)
    if (kernel) kernel.setOutput(output)
    else {
      kernel = gpu.createKernel(source(), settings(output))
      kernels.set(name, kernel)
    }
    return kernel
  }
}
