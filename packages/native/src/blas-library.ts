/*
 * Finding the machine's BLAS and naming its routines.
 */

/** An array where it lies, or a Fortran character or integer by reference. */
type Pointer = Float32Array | Float64Array | Int32Array | string

/** The routines of one precision; names as in BLAS and LAPACK, without the type's letter. */
export interface BlasRoutines {
  gemm(
    order: number,
    transposeA: number,
    transposeB: number,
    m: number,
    n: number,
    k: number,
    alpha: number,
    a: Pointer,
    lda: number,
    b: Pointer,
    ldb: number,
    beta: number,
    c: Pointer,
    ldc: number,
  ): void
  syrk(
    order: number,
    triangle: number,
    transpose: number,
    n: number,
    k: number,
    alpha: number,
    a: Pointer,
    lda: number,
    beta: number,
    c: Pointer,
    ldc: number,
  ): void
  syr2(
    order: number,
    triangle: number,
    n: number,
    alpha: number,
    x: Pointer,
    incx: number,
    y: Pointer,
    incy: number,
    a: Pointer,
    lda: number,
  ): void
  gemv(
    order: number,
    transpose: number,
    m: number,
    n: number,
    alpha: number,
    a: Pointer,
    lda: number,
    x: Pointer,
    incx: number,
    beta: number,
    y: Pointer,
    incy: number,
  ): void
  trsm(
    order: number,
    side: number,
    triangle: number,
    transpose: number,
    unit: number,
    m: number,
    n: number,
    alpha: number,
    a: Pointer,
    lda: number,
    b: Pointer,
    ldb: number,
  ): void
  potrf(triangle: string, n: Int32Array, a: Pointer, lda: Int32Array, info: Int32Array): void
  potri(triangle: string, n: Int32Array, a: Pointer, lda: Int32Array, info: Int32Array): void
}

/** A loaded BLAS with LAPACK. */
export interface BlasLibrary {
  /** The name or path that it was found under. */
  readonly path: string
  /** The kernel that OpenBLAS chose: `'Haswell'`, or undefined where the library does not tell. */
  readonly kernel: string | undefined
  /** Whether its name is that of any BLAS, the slow reference among them. */
  readonly mayBeReference: boolean
  readonly float32: BlasRoutines
  readonly float64: BlasRoutines
  /** Absent where the library has no such switch. */
  readonly setThreads?: (threads: number) => void
  /** How many threads it computes with, where it tells. */
  readonly threads?: () => number
}

/** Names that several libraries go by. */
const genericNames = ['libcblas.so.3', 'libblas.so.3']

/** Where the libraries are by platform, best first. */
const candidates: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['libopenblas.so.0', 'libmkl_rt.so.2', 'libblis.so.4', ...genericNames],
  darwin: [
    '/System/Library/Frameworks/Accelerate.framework/Accelerate',
    '/opt/homebrew/opt/openblas/lib/libopenblas.dylib',
    '/usr/local/opt/openblas/lib/libopenblas.dylib',
  ],
  win32: ['libopenblas.dll', 'mkl_rt.2.dll'],
}

/** What to install for a fast BLAS, by platform. */
export const installHints: Readonly<Partial<Record<string, string>>> = {
  linux: 'On Debian and Ubuntu: apt-get install libopenblas0-pthread.',
  darwin: 'macOS ships Accelerate; brew install openblas gives another.',
  win32: 'Put libopenblas.dll from https://www.openblas.net on the PATH.',
}

/** No BLAS could be loaded; the message says what was tried and what to install. */
export class BlasNotFoundError extends Error {
  override readonly name: string = 'BlasNotFoundError'
}

/** What is used of koffi; spelt out, since its types are there only where the package is. */
interface Koffi {
  load(path: string): { func(prototype: string): unknown }
}

/** How to get at koffi, for programs that hold the package where this one does not find it. */
export type KoffiLoader = () => Promise<{ readonly default: Koffi }>

const importKoffi: KoffiLoader = () => import('koffi')

async function loadKoffi(load: KoffiLoader): Promise<Koffi> {
  try {
    return (await load()).default
  } catch (cause) {
    throw new BlasNotFoundError('The package koffi is not installed: npm install koffi@3.3.4', {
      cause,
    })
  }
}

/**
 * Loads CBLAS and LAPACK.
 *
 * @param path - the library; default: the environment variable `KQ_BLAS`, else the usual names
 * @param load - how to get at koffi; default: `import('koffi')`
 * @throws BlasNotFoundError where there is none
 */
export async function loadBlas(
  path: string | undefined = process.env.KQ_BLAS,
  load: KoffiLoader = importKoffi,
): Promise<BlasLibrary> {
  const koffi = await loadKoffi(load)
  const tried: string[] = []
  for (const name of path === undefined ? (candidates[process.platform] ?? []) : [path]) {
    try {
      return bind(koffi, name)
    } catch (error) {
      tried.push(`${name}: ${(error as Error).message.split('\n')[0]}`)
    }
  }
  throw new BlasNotFoundError(
    `No BLAS with LAPACK was found (${tried.join('; ') || `no names known for ${process.platform}`}). ` +
      `${installHints[process.platform] ?? ''} KQ_BLAS=/path/to/library names one yourself.`,
  )
}

function bind(koffi: Koffi, path: string): BlasLibrary {
  const library = koffi.load(path)
  const routines = (letter: 's' | 'd'): BlasRoutines => {
    const real = letter === 's' ? 'float' : 'double'
    const declare = (name: string, parameters: string): never =>
      library.func(`void ${name}(${parameters})`) as never
    const blas = (name: string, parameters: string): never =>
      declare(`cblas_${letter}${name}`, parameters)
    const lapack = (name: string): never =>
      declare(`${letter}${name}_`, 'const char *uplo, int *n, void *a, int *lda, _Inout_ int *info')
    return {
      gemm: blas(
        'gemm',
        `int, int, int, int, int, int, ${real}, void *, int, void *, int, ${real}, void *, int`,
      ),
      syrk: blas('syrk', `int, int, int, int, int, ${real}, void *, int, ${real}, void *, int`),
      syr2: blas('syr2', `int, int, int, ${real}, void *, int, void *, int, void *, int`),
      gemv: blas(
        'gemv',
        `int, int, int, int, ${real}, void *, int, void *, int, ${real}, void *, int`,
      ),
      trsm: blas('trsm', `int, int, int, int, int, int, int, ${real}, void *, int, void *, int`),
      potrf: lapack('potrf'),
      potri: lapack('potri'),
    }
  }
  const optional = <T>(prototype: string): T | undefined => {
    try {
      return library.func(prototype) as T
    } catch {
      return undefined
    }
  }
  const setThreads = optional<(threads: number) => void>('void openblas_set_num_threads(int)')
  const threads = optional<() => number>('int openblas_get_num_threads()')
  const coreName = optional<() => string>('const char *openblas_get_corename()')
  return {
    path,
    mayBeReference: genericNames.includes(path),
    kernel: coreName?.(),
    float32: routines('s'),
    float64: routines('d'),
    ...(setThreads && { setThreads }),
    ...(threads && { threads }),
  }
}
