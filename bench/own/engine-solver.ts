import type { Dtype } from '@kq/linalg/dtype'
import { cholesky } from '@kq/linalg/cholesky'
import type { Engine } from '@kq/linalg/engine'
import { add, div, exp, expression, max, mul, neg } from '@kq/linalg/expression'
import { gemm } from '@kq/linalg/gemm'
import { gram } from '@kq/linalg/gram'
import { fill } from '@kq/linalg/constant'
import { kronMatvec } from '@kq/linalg/kron-matvec'
import { map, mapHomogeneous, reduce } from '@kq/linalg/map'
import type { Matrix } from '@kq/linalg/matrix'
import { rankTwoUpdate } from '@kq/linalg/rank-two-update'
import { read } from '@kq/linalg/read'
import { free } from '@kq/linalg/scope'
import { spdInverse } from '@kq/linalg/spd-inverse'
import { type Library, type Solver, solver } from '../contest/solver.ts'
import type { Operation } from '../contest/task.ts'

const relu = expression((x) => max(x, 0))
const blend = expression((x, y) => add(mul(0.9, x), mul(0.1, y)))
const sigmoid = expression((x) => div(1, add(1, exp(neg(x)))))
const same = expression((x) => x)
const product = expression((x, y) => mul(x, y))
const square = expression((x) => mul(x, x))

const operations: Library<Matrix>['operations'] = {
  'gemm NN': (a, b) => () => gemm(a, b),
  'gemm NT': (a, b) => () => gemm(a, b, { transposeB: true }),
  'gemm TN': (a, b) => () => gemm(a, b, { transposeA: true }),
  cholesky: (a) => () => cholesky(a),
  'spd inverse': (a) => () => spdInverse(a),
  'gemv N': (a, x) => () => gemm(a, x),
  'gemv T': (a, x) => () => gemm(a, x, { transposeA: true }),
  'rank two': (h, s, q) => {
    const half = fill(1, 1, 0.5, h.engine)
    const quarter = fill(1, 1, -0.25, h.engine)
    return () => rankTwoUpdate(h, s, q, half, quarter)
  },
  'gram blend': (x, c) => () => gram(x, { alpha: 0.1 / x.rows, beta: 0.9, c }),
  'relu ones': (x) => () => mapHomogeneous(relu, x),
  axpby: (x, y) => () => map(blend, x, y),
  sigmoid: (x) => () => map(sigmoid, x),
  'column mean': (x) => () => reduce('mean', 'rows', same, x),
  dot: (x, y) => () => reduce('sum', 'all', product, x, y),
  'kron matvec': (a, b, x) => () => kronMatvec(a, b, x),
  'sum of squares': (x) => () => reduce('sum', 'all', square, x),
}

/** All that our engines compute. */
export const ownOperations = Object.keys(operations) as Operation[]

/** Our engines as contestants. */
export const engineSolver = (about: string, engines: Readonly<Record<Dtype, Engine>>): Solver =>
  solver(about, (dtype) => ({
    load: (values, rows, columns) => engines[dtype].upload(values, { rows, columns }),
    operations,
    read,
    free,
  }))
