import { allocate, type Floats } from '@kq/linalg/dtype'
import type { NodePeer } from '../contest/peer.ts'
import { solver } from '../contest/solver.ts'
import { importInstalled } from './internal/import-installed.ts'

/** What is used of an ndarray. */
interface NdArray {
  readonly data: Floats
  readonly shape: readonly number[]
  transpose(first: number, second: number): NdArray
}

type Create = (data: Floats, shape: readonly number[]) => NdArray
type Gemm = (out: NdArray, a: NdArray, b: NdArray) => void

export const peer: NodePeer = {
  name: 'ndarray-gemm',
  dtypes: ['float32', 'float64'],
  operations: ['gemm NN', 'gemm NT', 'gemm TN'],
  installed: true,
  async start() {
    const ndarray = await importInstalled<Create>('ndarray')
    const gemm = await importInstalled<Gemm>('ndarray-gemm')
    return solver('plain JavaScript', (dtype) => {
      const product = (a: NdArray, b: NdArray) => (): NdArray => {
        const [m, n] = [a.shape[0], b.shape[1]]
        const out = ndarray(allocate(dtype, m * n), [m, n])
        gemm(out, a, b)
        return out
      }
      return {
        load: (values, rows, columns) => ndarray(values, [rows, columns]),
        operations: {
          'gemm NN': product,
          'gemm NT': (a, b) => product(a, b.transpose(1, 0)),
          'gemm TN': (a, b) => product(a.transpose(1, 0), b),
        },
        read: ({ data }) => data,
      }
    })
  },
}
