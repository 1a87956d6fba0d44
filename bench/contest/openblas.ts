/** OpenBLAS with so many threads and, where its processors are x86, the kernels for AVX2. */
export const avx2 = (threads: number): Record<string, string> => ({
  OPENBLAS_NUM_THREADS: String(threads),
  ...(process.arch === 'x64' && { OPENBLAS_CORETYPE: 'Haswell' }),
})

/** OpenBLAS with so many threads and the kernels that it chooses. */
export const asItComes = (threads: number): Record<string, string | undefined> => ({
  OPENBLAS_NUM_THREADS: String(threads),
  OPENBLAS_CORETYPE: undefined,
})
