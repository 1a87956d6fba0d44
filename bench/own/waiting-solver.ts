import { cholesky } from '@kq/linalg/cholesky'
import type { Engine } from '@kq/linalg/engine'
import { gemm } from '@kq/linalg/gemm'
import type { Matrix } from '@kq/linalg/matrix'
import { read } from '@kq/linalg/read'
import { free } from '@kq/linalg/scope'
import { slice } from '@kq/linalg/slice'
import { spdInverse } from '@kq/linalg/spd-inverse'
import { type Solver, solver } from '../contest/solver.ts'

/**
 * An engine that computes later, as a contestant: a computation ends when one element of its result
 * is on the host. With several `results`, so many are asked for one after the other, and only the
 * last is waited for.
 */
export function waitingSolver(about: string, engine: Engine, results: number = 1): Solver {
  const last = (compute: () => Matrix) => async (): Promise<Matrix> => {
    for (let turn = 1; turn < results; turn++) free(compute())
    const result = compute()
    const corner = slice(result, {
      rowStart: result.rows - 1,
      columnStart: result.columns - 1,
    })
    await read(corner)
    free(corner)
    return result
  }
  return solver<Matrix>(about, () => ({
    load: (values, rows, columns) => engine.upload(values, { rows, columns }),
    operations: {
      'gemm NN': (a, b) => last(() => gemm(a, b)),
      'gemm NT': (a, b) => last(() => gemm(a, b, { transposeB: true })),
      'gemm TN': (a, b) => last(() => gemm(a, b, { transposeA: true })),
      cholesky: (a) => last(() => cholesky(a)),
      'spd inverse': (a) => last(() => spdInverse(a)),
    },
    read,
    free,
  }))
}
