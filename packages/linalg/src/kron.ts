/** Kronecker products, all in one place; each is also its own import. */
export { kron } from './kron-product.ts'
export { kronMatvec } from './kron-matvec.ts'
export { type KronOperator, kronOperator } from './kron-operator.ts'
export { kronSolve, type KronSolveOptions } from './kron-solve.ts'
