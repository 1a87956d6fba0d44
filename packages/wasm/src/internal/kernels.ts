import { baseKernels } from './generated/base-kernels.ts'
import { relaxedKernels } from './generated/relaxed-kernels.ts'

/** Which kernels: `'relaxed'` fuses multiplications and additions where the processor can. */
export type KernelVariant = 'base' | 'relaxed'

/** A kernel of every element type has the type's bits at the end of its name. Strides are in bytes. */
interface TypedKernels {
  readonly multiply: (
    rows: number,
    columns: number,
    depth: number,
    alpha: number,
    a: number,
    aRowStride: number,
    aColumnStride: number,
    b: number,
    bRowStride: number,
    bColumnStride: number,
    beta: number,
    c: number,
    cRowStride: number,
    cColumnStride: number,
    out: number,
    outStride: number,
    upper: number,
  ) => void
  readonly mirror: (a: number, stride: number, n: number) => void
  readonly updateRankTwo: (
    n: number,
    h: number,
    hStride: number,
    s: number,
    q: number,
    a: number,
    b: number,
    w: number,
    out: number,
  ) => void
  readonly multiplyRowsByVector: VectorKernel
  readonly multiplyVectorByRows: VectorKernel
  readonly solveLower: (
    n: number,
    columns: number,
    t: number,
    tRowStride: number,
    tColumnStride: number,
    x: number,
    stride: number,
  ) => void
  readonly readLower: (
    n: number,
    a: number,
    rowStride: number,
    columnStride: number,
    u: number,
    stride: number,
  ) => void
  readonly writeLower: (
    n: number,
    u: number,
    stride: number,
    out: number,
    outStride: number,
  ) => void
  readonly factor: (n: number, a: number, stride: number) => number
  readonly invertFromFactor: (
    n: number,
    u: number,
    stride: number,
    room: number,
    out: number,
    outStride: number,
  ) => void
}

type VectorKernel = (
  rows: number,
  columns: number,
  alpha: number,
  a: number,
  stride: number,
  x: number,
  beta: number,
  c: number,
  cStride: number,
  out: number,
) => void

/** The kernels of one element type. */
export type Kernels = TypedKernels

interface Common {
  readonly initialize: (place: number, thread: number, count: number) => void
  readonly workspaceBytes: (count: number) => number
  readonly isStalled: () => number
}

export type KernelExports = WebAssembly.Exports &
  Common & {
    readonly [K in keyof TypedKernels as `${K}32` | `${K}64`]: TypedKernels[K]
  }

const decode = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

/** Whether a module is understood here. */
const isValid = (base64: string): boolean => WebAssembly.validate(decode(base64))

/** The fastest kernels that this machine understands; undefined where it has no SIMD. */
export function bestVariant(): KernelVariant | undefined {
  if (isValid(relaxedKernels)) return 'relaxed'
  return isValid(baseKernels) ? 'base' : undefined
}

/** The compiled kernels for a memory that is shared, or not. Synchronous: they are small. */
export function compileKernels(variant: KernelVariant, shared: boolean): WebAssembly.Module {
  const binary = decode(variant === 'relaxed' ? relaxedKernels : baseKernels)
  if (!shared) unshareMemory(binary)
  return new WebAssembly.Module(binary)
}

/** The import of a memory: `env`, `memory`, kind 2, then the flags: 3 is *with a maximum, shared*. */
const memoryImport = [3, 0x65, 0x6e, 0x76, 6, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 2, 3]

/** Takes the flag *shared* off the memory that a module imports: its code does for both. */
function unshareMemory(binary: Uint8Array): void {
  for (let start = 0; start < 4096; start++) {
    if (memoryImport.every((byte, k) => binary[start + k] === byte)) {
      binary[start + memoryImport.length - 1] = 1
      return
    }
  }
}

/** Those kernels of an instance that are for one element type. */
export function typedKernels(all: KernelExports, bits: 32 | 64): Kernels {
  const pick = <K extends keyof TypedKernels>(name: K): TypedKernels[K] =>
    all[`${name}${bits}` as `${K}32`] as TypedKernels[K]
  return {
    multiply: pick('multiply'),
    mirror: pick('mirror'),
    updateRankTwo: pick('updateRankTwo'),
    multiplyRowsByVector: pick('multiplyRowsByVector'),
    multiplyVectorByRows: pick('multiplyVectorByRows'),
    solveLower: pick('solveLower'),
    readLower: pick('readLower'),
    writeLower: pick('writeLower'),
    factor: pick('factor'),
    invertFromFactor: pick('invertFromFactor'),
  }
}
