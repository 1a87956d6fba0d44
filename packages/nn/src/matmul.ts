import { engineOf, matrix } from '@kq/linalg/as-matrix'
import { ShapeError } from '@kq/linalg/errors'
import { gemm } from '@kq/linalg/gemm'
import { type Matrix, type MatrixLike, shapeText } from '@kq/linalg/matrix'
import { isVariable, tapeOf } from './internal/operand.ts'
import type { Parent, Variable } from './tape.ts'

export interface MatmulOptions {
  /** op(A) = Aᵀ. @defaultValue `false` */
  readonly transposeA?: boolean
  /** op(B) = Bᵀ. @defaultValue `false` */
  readonly transposeB?: boolean
}

/**
 * The matrix product op(A) op(B); at least one operand must be a variable.
 *
 * Cotangents, without transposes: dA = G Bᵀ, dB = Aᵀ G.
 *
 * @throws ShapeError if the inner sizes differ
 *
 * @example
 * ```ts
 * import { matmul } from '@kq/nn/matmul'
 * import { createTape } from '@kq/nn/tape'
 *
 * const x = createTape().variable([[1, 2]])
 * matmul(x, [[3], [4]]).value // [[11]]
 * ```
 */
export function matmul(
  a: Variable | MatrixLike,
  b: Variable | MatrixLike,
  options: MatmulOptions = {},
): Variable {
  const { transposeA = false, transposeB = false } = options
  const tape = tapeOf('matmul', a, b)
  const engine = engineOf([a, b].map((operand) => (isVariable(operand) ? operand.value : operand)))
  const valueOf = (operand: Variable | MatrixLike): Matrix =>
    isVariable(operand) ? operand.value : matrix(operand, engine)
  const A = valueOf(a)
  const B = valueOf(b)
  if ((transposeA ? A.rows : A.columns) !== (transposeB ? B.columns : B.rows)) {
    throw new ShapeError(
      `matmul: A is ${shapeText(A)}${transposeA ? ', transposed,' : ''} and B ${shapeText(B)}` +
        `${transposeB ? ', transposed' : ''}; op(A) must have as many columns as op(B) has rows`,
    )
  }

  const parents: Parent[] = []
  if (isVariable(a)) {
    parents.push({
      variable: a,
      vjp: (g) =>
        transposeA
          ? gemm(B, g, { transposeA: transposeB, transposeB: true })
          : gemm(g, B, { transposeB: !transposeB }),
    })
  }
  if (isVariable(b)) {
    parents.push({
      variable: b,
      vjp: (g) =>
        transposeB
          ? gemm(g, A, { transposeA: true, transposeB: transposeA })
          : gemm(A, g, { transposeA: !transposeA }),
    })
  }
  return tape.record(gemm(A, B, { transposeA, transposeB }), parents)
}
