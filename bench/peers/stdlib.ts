import { allocate, type Dtype, type Floats } from '@kq/linalg/dtype'
import type { NodePeer } from '../contest/peer.ts'
import { solver } from '../contest/solver.ts'
import { importInstalled } from './internal/import-installed.ts'

interface Stored {
  readonly data: Floats
  readonly rows: number
  readonly columns: number
}

type Transposition = 'no-transpose' | 'transpose'

type Gemm = (
  order: 'row-major',
  transposeA: Transposition,
  transposeB: Transposition,
  m: number,
  n: number,
  k: number,
  alpha: number,
  a: Floats,
  lda: number,
  b: Floats,
  ldb: number,
  beta: number,
  c: Floats,
  ldc: number,
) => void

export const peer: NodePeer = {
  name: '@stdlib',
  dtypes: ['float32', 'float64'],
  operations: ['gemm NN', 'gemm NT', 'gemm TN'],
  installed: true,
  async start() {
    const gemms: Readonly<Record<Dtype, Gemm>> = {
      float32: await importInstalled('@stdlib/blas-base-sgemm'),
      float64: await importInstalled('@stdlib/blas-base-dgemm'),
    }
    return solver('blas-base-sgemm and -dgemm, plain JavaScript', (dtype) => {
      const product =
        (transposeA: boolean, transposeB: boolean) => (a: Stored, b: Stored) => (): Stored => {
          const [m, k] = transposeA ? [a.columns, a.rows] : [a.rows, a.columns]
          const n = transposeB ? b.rows : b.columns
          const data = allocate(dtype, m * n)
          const how = (transpose: boolean): Transposition =>
            transpose ? 'transpose' : 'no-transpose'
          gemms[dtype](
            'row-major',
            how(transposeA),
            how(transposeB),
            m,
            n,
            k,
            1,
            a.data,
            a.columns,
            b.data,
            b.columns,
            0,
            data,
            n,
          )
          return { data, rows: m, columns: n }
        }
      return {
        load: (data, rows, columns) => ({ data, rows, columns }),
        operations: {
          'gemm NN': product(false, false),
          'gemm NT': product(false, true),
          'gemm TN': product(true, false),
        },
        read: ({ data }) => data,
      }
    })
  },
}
