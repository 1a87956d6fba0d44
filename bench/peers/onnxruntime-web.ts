import type { Floats } from '@kq/linalg/dtype'
import type { NodePeer } from '../contest/peer.ts'
import { solver } from '../contest/solver.ts'
import { importInstalled } from './internal/import-installed.ts'
import { onnxGemm } from './internal/onnx-gemm.ts'

/** What is used of a tensor, and of the package. */
interface Tensor {
  readonly dims: readonly number[]
  readonly data: Float32Array
}

interface OnnxRuntime {
  readonly env: { readonly wasm: { numThreads: number }; readonly versions: { web?: string } }
  readonly Tensor: new (type: 'float32', values: Floats, shape: readonly number[]) => Tensor
  readonly InferenceSession: {
    create(
      model: Uint8Array,
      options: { executionProviders: readonly string[] },
    ): Promise<{ run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>> }>
  }
}

export const peer: NodePeer = {
  name: 'onnxruntime-web',
  dtypes: ['float32'],
  operations: ['gemm NN', 'gemm NT', 'gemm TN'],
  installed: true,
  async start() {
    const ort = await importInstalled<OnnxRuntime>('onnxruntime-web/wasm')
    ort.env.wasm.numThreads = 1
    const product = (transposeA: boolean, transposeB: boolean) => async (a: Tensor, b: Tensor) => {
      const shape = ({ dims: [rows, columns] }: Tensor): [number, number] => [rows, columns]
      const { model } = onnxGemm(shape(a), shape(b), transposeA, transposeB)
      const options = { executionProviders: ['wasm'] }
      const session = await ort.InferenceSession.create(model, options)
      return async (): Promise<Tensor> => (await session.run({ a, b })).c
    }
    return solver(`${ort.env.versions.web ?? ''}, wasm, one thread`, () => ({
      load: (values, rows, columns) => new ort.Tensor('float32', values, [rows, columns]),
      operations: {
        'gemm NN': product(false, false),
        'gemm NT': product(false, true),
        'gemm TN': product(true, false),
      },
      read: ({ data }) => data,
    }))
  },
}
