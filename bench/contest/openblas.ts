/**
 * Threads of OpenBLAS sleep as soon as they have nothing to do, after 2¹⁶ cycles: they would otherwise
 * spin into the turns of the others, 2²⁶ cycles long.
 */
const threads = (count: number): Record<string, string> => ({
  OPENBLAS_NUM_THREADS: String(count),
  OPENBLAS_THREAD_TIMEOUT: '16',
})

/** OpenBLAS with so many threads and, where its processors are x86, the kernels for AVX2. */
export const avx2 = (count: number): Record<string, string> => ({
  ...threads(count),
  ...(process.arch === 'x64' && { OPENBLAS_CORETYPE: 'Haswell' }),
})

/** OpenBLAS with so many threads and the kernels that it chooses. */
export const asItComes = (count: number): Record<string, string | undefined> => ({
  ...threads(count),
  OPENBLAS_CORETYPE: undefined,
})
