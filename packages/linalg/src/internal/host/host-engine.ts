import { allocate, type Dtype, type Floats } from '../../dtype.ts'
import type {
  Axis,
  Block,
  Engine,
  EngineStats,
  GemmArguments,
  Reduction,
  Shape,
} from '../../engine.ts'
import { EngineError } from '../../errors.ts'
import type { Expression } from '../../expression.ts'
import { readsIndex } from '../../term.ts'
import { gemm } from './gemm-kernel.ts'
import { generateLoop } from './generate-loop.ts'
import { factorized } from './factorized.ts'
import type { HostKernels } from './host-kernels.ts'
import { HostMatrix, type SharedStorage } from './host-matrix.ts'
import { type HostMemory, pooledMemory } from './host-memory.ts'
import { interpretLoop } from './interpret-loop.ts'
import {
  areContiguous,
  type Fold,
  foldStart,
  type Loop,
  type LoopOperand,
  loopOperands,
  type Motion,
} from './loop.ts'
import { type Strided, transposed } from './strided.ts'
import { syrk } from './syrk-kernel.ts'

/** How {@link HostEngine} is made. */
export interface HostEngineOptions {
  /** @defaultValue `'float64'` */
  readonly dtype?: Dtype
  /**
   * Freed storage is filled with NaN and never recycled, so that whoever still looks at it sees it.
   * @defaultValue `false`
   */
  readonly poison?: boolean
  /**
   * Whether expressions may be compiled with `new Function`; `false` where a
   * Content-Security-Policy forbids it (found out by itself when left out).
   */
  readonly generateCode?: boolean
  /**
   * Where storage comes from and goes to, for engines that compute with kernels of their own on
   * memory of their own. @defaultValue recycled typed arrays
   */
  readonly memory?: HostMemory
}

/** From so many numbers on, a typed array's `set` is faster than a loop (measured). */
const blockCopy = 16

/** The engine in plain TypeScript: everywhere, without an install, and the oracle of the others. */
export class HostEngine implements Engine<HostMatrix> {
  name: string = 'host'
  readonly dtype: Dtype
  /** The constructor of its storage. */
  readonly floats: typeof Float32Array | typeof Float64Array
  readonly #poison: boolean
  #generateCode: boolean
  readonly #memory: HostMemory
  readonly #loops = new WeakMap<Expression, Map<string, Loop>>()
  rankTwoUpdate?(
    ...operands: Parameters<NonNullable<Engine<HostMatrix>['rankTwoUpdate']>>
  ): HostMatrix
  cholesky?(...operands: Parameters<NonNullable<Engine<HostMatrix>['cholesky']>>): HostMatrix
  triangularSolve?(
    ...operands: Parameters<NonNullable<Engine<HostMatrix>['triangularSolve']>>
  ): HostMatrix
  spdInverse?(...operands: Parameters<NonNullable<Engine<HostMatrix>['spdInverse']>>): HostMatrix
  #liveMatrices = 0
  #liveBytes = 0

  constructor(options: HostEngineOptions = {}) {
    const { dtype = 'float64', poison = false, generateCode = true, memory } = options
    this.dtype = dtype
    this.#memory = memory ?? pooledMemory(dtype)
    this.floats = dtype === 'float32' ? Float32Array : Float64Array
    this.#poison = poison
    this.#generateCode = generateCode
  }

  /**
   * Computes with other kernels from now on, under another name. What they lack stays as it is. For
   * an engine that nobody uses yet.
   */
  use(name: string, kernels: HostKernels): this {
    const { gemm, syrk, rankTwoUpdate, cholesky, triangularSolve, spdInverse } = kernels
    this.name = name
    if (gemm) this.gemm = (a, b, options) => this.#product(gemm, a, b, options)
    if (syrk) {
      this.gram = (x, alpha, beta, c) => {
        const out = this.make(x.columns, x.columns)
        syrk(alpha, x, beta, c, out)
        return out
      }
    }
    if (rankTwoUpdate && !this.rankTwoUpdate) {
      this.rankTwoUpdate = (h, s, q, a, b) => {
        const out = this.make(h.rows, h.rows)
        rankTwoUpdate(h, s, q, a.get(0, 0), b.get(0, 0), out)
        return out
      }
    }
    if (cholesky) this.cholesky = (a) => factorized('cholesky', a, cholesky)
    if (spdInverse) this.spdInverse = (a) => factorized('spdInverse', a, spdInverse)
    if (triangularSolve) {
      this.triangularSolve = (t, b, options) => {
        const out = this.make(b.rows, b.columns)
        triangularSolve(t, b, options, out)
        return out
      }
    }
    return this
  }

  #product(
    kernel: NonNullable<HostKernels['gemm']>,
    a: HostMatrix,
    b: HostMatrix,
    { transposeA, transposeB, alpha, beta, c }: GemmArguments<HostMatrix>,
  ): HostMatrix {
    const out = this.make(transposeA ? a.columns : a.rows, transposeB ? b.rows : b.columns)
    kernel(alpha, transposeA ? transposed(a) : a, transposeB ? transposed(b) : b, beta, c, out)
    return out
  }

  /** A matrix with arbitrary contents, for those who fill all of it before anyone else sees it. */
  make(rows: number, columns: number): HostMatrix {
    const data = this.#memory.allocate(rows * columns)
    return this.#own({ data, references: 1, pooled: true }, rows, columns)
  }

  #own(storage: SharedStorage, rows: number, columns: number): HostMatrix {
    this.#liveMatrices++
    this.#liveBytes += storage.data.byteLength
    return new HostMatrix(this, storage, rows, columns)
  }

  #view({ storage }: HostMatrix, as: Strided): HostMatrix {
    const { rows, columns, offset, rowStride, columnStride } = as
    this.#liveMatrices++
    storage.references++
    return new HostMatrix(this, storage, rows, columns, offset, rowStride, columnStride)
  }

  /**
   * Looks at foreign memory without copying. The engine's dtype must be the data's; the data must
   * not change while the matrix is in use.
   */
  wrap(
    data: Floats,
    shape: Shape,
    offset: number,
    rowStride: number,
    columnStride: number,
  ): HostMatrix {
    this.#liveMatrices++
    const storage = { data, references: 1, pooled: false }
    return new HostMatrix(this, storage, shape.rows, shape.columns, offset, rowStride, columnStride)
  }

  upload(values: ArrayLike<number>, { rows, columns }: Shape): HostMatrix {
    const result = this.make(rows, columns)
    result.data.set(values)
    return result
  }

  read(a: HostMatrix): Promise<Floats> {
    if (a.freed) return Promise.reject(new EngineError('read: the matrix was freed'))
    const out = allocate(this.dtype, a.rows * a.columns)
    this.#copy(a, out, 0, a.columns)
    return Promise.resolve(out)
  }

  #copy(a: HostMatrix, out: Floats, start: number, stride: number): void {
    for (let row = 0; row < a.rows; row++) {
      let from = a.offset + row * a.rowStride
      let to = start + row * stride
      if (a.columnStride === 1 && a.columns >= blockCopy) {
        out.set(a.data.subarray(from, from + a.columns), to)
        continue
      }
      for (let column = 0; column < a.columns; column++, from += a.columnStride) {
        out[to++] = a.data[from]
      }
    }
  }

  free(a: HostMatrix): void {
    if (a.freed) return
    a.freed = true
    this.#liveMatrices--
    const { storage } = a
    if (--storage.references > 0 || !storage.pooled) return
    const { data } = storage
    this.#liveBytes -= data.byteLength
    if (this.#poison) data.fill(Number.NaN)
    else this.#memory.release(data)
  }

  stats(): EngineStats {
    return { liveMatrices: this.#liveMatrices, liveBytes: this.#liveBytes }
  }

  peek(a: HostMatrix): number {
    return a.get(0, 0)
  }

  gemm(a: HostMatrix, b: HostMatrix, options: GemmArguments<HostMatrix>): HostMatrix {
    return this.#product(gemm, a, b, options)
  }

  gram(x: HostMatrix, alpha: number, beta: number, c: HostMatrix | undefined): HostMatrix {
    const out = this.make(x.columns, x.columns)
    syrk(alpha, x, beta, c, out)
    return out
  }

  #loop(expression: Expression, operands: readonly LoopOperand[], fold: Fold): Loop {
    const motions = operands.map(({ motion }) => motion)
    let loops = this.#loops.get(expression)
    if (!loops) {
      loops = new Map()
      this.#loops.set(expression, loops)
    }
    const key = `${fold.kind} ${'axis' in fold ? fold.axis : ''} ${motions.join()}`
    let loop = loops.get(key)
    if (!loop) {
      loop = this.#compile(expression, motions, fold)
      loops.set(key, loop)
    }
    return loop
  }

  #compile(expression: Expression, motions: readonly Motion[], fold: Fold): Loop {
    if (this.#generateCode) {
      try {
        return generateLoop(expression, motions, fold)
      } catch (error) {
        if (!(error instanceof EvalError)) throw error
        this.#generateCode = false
      }
    }
    return interpretLoop(expression, fold)
  }

  map(
    expression: Expression,
    operands: readonly (HostMatrix | number)[],
    shape: Shape,
    ones: boolean,
  ): HostMatrix {
    const stride = shape.columns + (ones ? 1 : 0)
    const out = this.make(shape.rows, stride)
    const flat = !ones && !readsIndex(expression.term) && areContiguous(operands, shape)
    const { rows, columns } = flat ? { rows: 1, columns: shape.rows * shape.columns } : shape
    const walked = loopOperands(operands, shape, flat)
    this.#loop(expression, walked, { kind: 'map' })(out.data, rows, columns, stride, walked)
    if (ones) for (let i = stride - 1; i < out.data.length; i += stride) out.data[i] = 1
    return out
  }

  reduce(
    kind: Reduction,
    axis: Axis | 'all',
    expression: Expression,
    operands: readonly (HostMatrix | number)[],
    shape: Shape,
  ): HostMatrix {
    const { rows, columns } = shape
    const out = this.make(axis === 'columns' ? rows : 1, axis === 'rows' ? columns : 1)
    const sums = new Float64Array(out.rows * out.columns).fill(foldStart(kind))
    const walked = loopOperands(operands, shape, false)
    this.#loop(expression, walked, { kind, axis })(sums, rows, columns, 0, walked)
    if (kind === 'mean') {
      const count = axis === 'rows' ? rows : axis === 'columns' ? columns : rows * columns
      for (let i = 0; i < sums.length; i++) sums[i] = sums[i] / count
    }
    out.data.set(sums)
    return out
  }

  slice(a: HostMatrix, { rowStart, rowEnd, columnStart, columnEnd }: Block): HostMatrix {
    const { data, rowStride, columnStride } = a
    const offset = a.offset + rowStart * rowStride + columnStart * columnStride
    const rows = rowEnd - rowStart
    const columns = columnEnd - columnStart
    return this.#view(a, { data, rows, columns, offset, rowStride, columnStride })
  }

  transpose(a: HostMatrix): HostMatrix {
    return this.#view(a, transposed(a))
  }

  reshape(a: HostMatrix, { rows, columns }: Shape): HostMatrix {
    const { data, offset } = a
    const step = a.columns === 1 ? a.rowStride : a.columnStride
    const isEven = a.columns === 1 || a.rows === 1 || a.rowStride === a.columns * step
    if (isEven) {
      return this.#view(a, {
        data,
        rows,
        columns,
        offset,
        rowStride: columns * step,
        columnStride: step,
      })
    }
    const out = this.make(rows, columns)
    this.#copy(a, out.data, 0, a.columns)
    return out
  }

  select(condition: HostMatrix, a: HostMatrix, b: HostMatrix): HostMatrix {
    const chosen = condition.get(0, 0) !== 0 ? a : b
    return this.#view(chosen, chosen)
  }

  concat(parts: readonly HostMatrix[], axis: Axis): HostMatrix {
    const total = parts.reduce((sum, part) => sum + part[axis], 0)
    const first = parts[0] as HostMatrix
    const out = axis === 'rows' ? this.make(total, first.columns) : this.make(first.rows, total)
    let start = 0
    for (const part of parts) {
      this.#copy(part, out.data, axis === 'rows' ? start * out.columns : start, out.columns)
      start += part[axis]
    }
    return out
  }
}
