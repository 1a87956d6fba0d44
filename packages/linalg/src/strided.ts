/** Walks over memory, for those who write kernels of their own: see `HostKernels` of `@kq/linalg/host`. */
export { mirrorUpper } from './internal/host/mirror.ts'
export { type Strided, rowMajor, transposed } from './internal/host/strided.ts'
