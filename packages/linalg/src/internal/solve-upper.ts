import { DenseMatrix } from '../dense-matrix.ts'
import { EngineError } from '../errors.ts'
import type { Matrix } from '../matrix.ts'
import { plainOf } from './plain-engine.ts'
import { track } from './scope-stack.ts'
import { transpose as turned } from './unchecked.ts'

/**
 * X with R X = B, or Rᵀ X = B, reading the upper triangle of R: by the engine where it can, else by plain
 * substitution in float64, rounded once; for the small triangles of limited-memory methods.
 */
export function solveUpper(R: Matrix, B: Matrix, transpose: boolean): Matrix {
  const { engine, rows } = R
  if (engine.triangularSolve) {
    return track(engine.triangularSolve(R, B, { lower: false, transpose }))
  }
  if (!(R instanceof DenseMatrix && B instanceof DenseMatrix)) {
    throw new EngineError(
      `the engine ${engine.name} has no triangularSolve: \`await read(…)\` the matrices, and compute on the host`,
    )
  }
  const T = transpose ? turned(R) : R
  const x = plainOf(rows, B.columns, (i, j) => B.get(i, j))
  // Backwards for R, forwards for its transpose: row `at(0)` has a single unknown.
  const at = (i: number): number => (transpose ? i : rows - 1 - i)
  for (let i = 0; i < rows; i++) {
    const row = x.data.subarray(at(i) * B.columns)
    for (let k = 0; k <= i; k++) {
      const factor = T.get(at(i), at(k))
      const from = at(k) * B.columns
      for (let j = 0; j < B.columns; j++) {
        row[j] = k < i ? row[j] - factor * x.data[from + j] : row[j] / factor
      }
    }
  }
  return engine.isPlain ? x : track(engine.upload(x.data, x))
}
