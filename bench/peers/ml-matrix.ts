import { CholeskyDecomposition, inverse, Matrix } from 'ml-matrix'
import type { NodePeer } from '../contest/peer.ts'
import { solver } from '../contest/solver.ts'

export const peer: NodePeer = {
  name: 'ml-matrix',
  // It has float64 only: in float32 it computes the same in more digits.
  dtypes: ['float32', 'float64'],
  operations: ['gemm NN', 'gemm NT', 'gemm TN', 'cholesky', 'spd inverse'],
  // Some 5 s at n = 1001.
  spared: ({ operation, operands: [a] }) => !operation.startsWith('gemm') && a.rows > 500,
  start: () =>
    Promise.resolve(
      solver('plain JavaScript', () => ({
        load: (values, rows, columns) =>
          Matrix.from1DArray(rows, columns, Float64Array.from(values)),
        operations: {
          'gemm NN': (a, b) => () => a.mmul(b),
          'gemm NT': (a, b) => () => a.mmul(b.transpose()),
          'gemm TN': (a, b) => () => a.transpose().mmul(b),
          cholesky: (a) => () => new CholeskyDecomposition(a).lowerTriangularMatrix,
          'spd inverse': (a) => () => inverse(a),
        },
        read: (result) => result.to1DArray(),
      })),
    ),
}
