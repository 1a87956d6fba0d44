import type { NodePeer } from '../contest/peer.ts'
import { solver } from '../contest/solver.ts'

interface Plain {
  readonly values: ArrayLike<number>
  readonly rows: number
  readonly columns: number
}

/** Forms A ⊗ B by plain loops, a row of blocks at a time, and multiplies each by x. */
export const peer: NodePeer = {
  name: 'product formed',
  dtypes: ['float64'],
  operations: ['kron matvec'],
  start: () =>
    Promise.resolve(
      solver<Plain>('plain loops', () => ({
        load: (values, rows, columns) => ({ values, rows, columns }),
        operations: {
          'kron matvec': (a, b, x) => {
            const width = a.columns * b.columns
            const blocks = new Float64Array(b.rows * width)
            return () => {
              const out = new Float64Array(a.rows * b.rows)
              for (let i = 0; i < a.rows; i++) {
                formRow(a, i, b, blocks)
                multiply(blocks, width, x.values, out, i * b.rows)
              }
              return { values: out, rows: out.length, columns: 1 }
            }
          },
        },
        read: ({ values }) => values,
      })),
    ),
}

/** Row i of the blocks of A ⊗ B. */
function formRow(a: Plain, i: number, b: Plain, blocks: Float64Array): void {
  let to = 0
  for (let k = 0; k < b.rows; k++) {
    for (let j = 0; j < a.columns; j++) {
      const factor = a.values[i * a.columns + j]
      const from = k * b.columns
      for (let l = 0; l < b.columns; l++) blocks[to++] = factor * b.values[from + l]
    }
  }
}

function multiply(
  blocks: Float64Array,
  width: number,
  x: ArrayLike<number>,
  out: Float64Array,
  first: number,
): void {
  for (let row = 0; row * width < blocks.length; row++) {
    let sum = 0
    for (let j = 0; j < width; j++) sum += blocks[row * width + j] * x[j]
    out[first + row] = sum
  }
}
