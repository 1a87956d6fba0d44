import type { Dtype, Floats } from '@kq/linalg/dtype'
import type {
  Axis,
  GemmArguments,
  Reduction,
  Shape,
  TriangularSolveArguments,
} from '@kq/linalg/engine'
import { NotPositiveDefiniteError } from '@kq/linalg/errors'
import type { Expression } from '@kq/linalg/expression'
import { HostEngine, type HostMatrix } from '@kq/linalg/host'
import type { ArenaMemory } from './arena.ts'
import { createExpressionRuntime, type ExpressionRuntime } from './expression/expression-runtime.ts'
import { type Kernels, typedKernels } from './kernels.ts'
import type { Runtime } from './runtime.ts'

/** How a {@link WasmEngine} computes. */
export interface WasmReport {
  /** `'relaxed'` kernels fuse multiplications and additions where the processor can. */
  readonly variant: 'base' | 'relaxed'
  readonly threads: number
  /** Whether memory is shared between threads, and grows on demand up to 4 GiB. */
  readonly shared: boolean
  /** Why there are fewer threads than were asked for, or memory is not shared; else undefined. */
  readonly reason: string | undefined
}

/** A walk over the arena: an address, and strides in bytes. */
interface Walk {
  readonly data: Floats
  readonly rows: number
  readonly columns: number
  readonly at: number
  readonly rowStride: number
  readonly columnStride: number
}

/** Where a factorization leaves the value of the pivot that ended it. */
const pivotPlace = 512

/**
 * An engine of WebAssembly kernels on the host engine's matrices, which lie in one arena. What is
 * not overridden here runs as the host's TypeScript, on the same memory.
 */
export class WasmEngine extends HostEngine {
  override name = 'wasm'
  readonly report: WasmReport
  readonly #runtime: Runtime
  readonly #kernels: Kernels
  /** Bytes of an element. */
  readonly #size: number

  readonly #expressions: ExpressionRuntime
  readonly #memory: ArenaMemory
  #scratch: Floats

  constructor(dtype: Dtype, runtime: Runtime, report: WasmReport) {
    const memory = runtime.arena.memoryOf(dtype)
    super({ dtype, memory })
    this.#memory = memory
    this.#runtime = runtime
    this.#scratch = new this.floats(0)
    this.#size = dtype === 'float32' ? 4 : 8
    this.#kernels = typedKernels(runtime.kernels, dtype === 'float32' ? 32 : 64)
    this.report = report
    this.#expressions = createExpressionRuntime({
      dtype,
      memory: runtime.arena.memory,
      kernels: runtime.kernels,
      make: (rows, columns) => this.make(rows, columns),
      addressOf: (data) => data.byteOffset,
      scratch: (bytes) => this.#scratchOf(bytes),
    })
  }

  /**
   * Bytes from the arena's beginning that are or were in use: what matrices cost, those of other
   * engines in the same arena and what waits to be used again included.
   */
  get arenaBytes(): number {
    return this.#runtime.arena.top
  }

  #scratchOf(bytes: number): number {
    if (this.#scratch.byteLength < bytes) {
      if (this.#scratch.length > 0) this.#memory.release(this.#scratch)
      this.#scratch = this.#memory.allocate(bytes / this.#size)
    }
    return this.#scratch.byteOffset
  }

  override map(
    expression: Expression,
    operands: readonly (HostMatrix | number)[],
    shape: Shape,
    ones: boolean,
  ): HostMatrix {
    return (
      this.#expressions.map(expression, operands, shape, ones) ??
      super.map(expression, operands, shape, ones)
    )
  }

  override reduce(
    kind: Reduction,
    axis: Axis | 'all',
    expression: Expression,
    operands: readonly (HostMatrix | number)[],
    shape: Shape,
  ): HostMatrix {
    return (
      this.#expressions.reduce(kind, axis, expression, operands, shape) ??
      super.reduce(kind, axis, expression, operands, shape)
    )
  }

  /** Foreign memory is copied in. */
  override wrap(
    data: Floats,
    shape: Shape,
    offset: number,
    rowStride: number,
    columnStride: number,
  ): HostMatrix {
    const out = this.make(shape.rows, shape.columns)
    const { columns } = shape
    for (let row = 0; row < shape.rows; row++) {
      let from = offset + row * rowStride
      for (let column = 0; column < columns; column++, from += columnStride) {
        out.data[row * columns + column] = data[from]
      }
    }
    return out
  }

  #walk({ data, rows, columns, offset, rowStride, columnStride }: HostMatrix): Walk {
    const size = this.#size
    return {
      data,
      rows,
      columns,
      at: data.byteOffset + offset * size,
      rowStride: rowStride * size,
      columnStride: columnStride * size,
    }
  }

  /** The product into `out`, by threads where it is large. */
  #multiply(
    alpha: number,
    a: Walk,
    b: Walk,
    beta: number,
    c: Walk | undefined,
    out: Walk,
    upper: boolean,
  ): void {
    this.#withThreads(out.rows * out.columns * a.columns, () =>
      this.#kernels.multiply(
        out.rows,
        out.columns,
        a.columns,
        alpha,
        a.at,
        a.rowStride,
        a.columnStride,
        b.at,
        b.rowStride,
        b.columnStride,
        beta,
        c?.at ?? 0,
        c?.rowStride ?? 0,
        c?.columnStride ?? 0,
        out.at,
        out.rowStride,
        upper ? 1 : 0,
      ),
    )
  }

  /** Runs kernels that share work of so many multiplications. */
  #withThreads<T>(work: number, compute: () => T): T {
    const runtime = this.#runtime
    if (runtime.threads > 1 && work >= sharedFrom) runtime.startThreads()
    runtime.assertAlive()
    const result = compute()
    runtime.assertAlive()
    return result
  }

  override gemm(a: HostMatrix, b: HostMatrix, options: GemmArguments<HostMatrix>): HostMatrix {
    const { transposeA, transposeB, alpha, beta, c } = options
    const left = transposeA ? transposed(this.#walk(a)) : this.#walk(a)
    const right = transposeB ? transposed(this.#walk(b)) : this.#walk(b)
    if (left.rows * left.columns * right.columns === 0 || alpha === 0)
      return super.gemm(a, b, options)
    const addend = c && this.#walk(c)
    if (right.columns === 1 && this.#isThin(left)) {
      return this.#gemv(alpha, left, right, beta, addend, left.rows, 1)
    }
    if (left.rows === 1 && this.#isThin(right)) {
      const turned = addend && transposed(addend)
      return this.#gemv(alpha, transposed(right), transposed(left), beta, turned, 1, right.columns)
    }
    const out = this.make(left.rows, right.columns)
    this.#multiply(alpha, left, right, beta, addend, this.#walk(out), false)
    return out
  }

  /** Whether a matrix has rows or columns that a vector kernel can run along. */
  #isThin({ rowStride, columnStride }: Walk): boolean {
    return rowStride === this.#size || columnStride === this.#size
  }

  /** α A x + β C, as a matrix of the given shape. */
  #gemv(
    alpha: number,
    a: Walk,
    x: Walk,
    beta: number,
    c: Walk | undefined,
    rows: number,
    columns: number,
  ): HostMatrix {
    const out = this.make(rows, columns)
    const vector = this.#contiguous(x)
    const place = this.#walk(out).at
    const [at, stride] = [c?.at ?? 0, c?.rowStride ?? 0]
    if (a.columnStride === this.#size) {
      const { multiplyRowsByVector } = this.#kernels
      multiplyRowsByVector(
        a.rows,
        a.columns,
        alpha,
        a.at,
        a.rowStride,
        vector.at,
        beta,
        at,
        stride,
        place,
      )
    } else {
      const { multiplyVectorByRows } = this.#kernels
      multiplyVectorByRows(
        a.columns,
        a.rows,
        alpha,
        a.at,
        a.columnStride,
        vector.at,
        beta,
        at,
        stride,
        place,
      )
    }
    vector.free()
    return out
  }

  /** A column whose elements follow each other: itself, or a copy. */
  #contiguous(x: Walk): { readonly at: number; readonly free: () => void } {
    if (x.rowStride === this.#size || x.rows === 1) return { at: x.at, free: nothing }
    const copy = this.make(x.rows, 1)
    const size = this.#size
    for (let i = 0; i < x.rows; i++) {
      copy.data[i] = x.data[(x.at - x.data.byteOffset + i * x.rowStride) / size]
    }
    return { at: copy.data.byteOffset, free: () => this.free(copy) }
  }

  override gram(x: HostMatrix, alpha: number, beta: number, c: HostMatrix | undefined): HostMatrix {
    if (x.rows * x.columns === 0 || alpha === 0) return super.gram(x, alpha, beta, c)
    const out = this.make(x.columns, x.columns)
    const walk = this.#walk(x)
    const place = this.#walk(out)
    this.#multiply(alpha, transposed(walk), walk, beta, c && this.#walk(c), place, true)
    this.#kernels.mirror(place.at, place.rowStride, out.rows)
    return out
  }

  override rankTwoUpdate(
    h: HostMatrix,
    s: HostMatrix,
    q: HostMatrix,
    a: HostMatrix,
    b: HostMatrix,
  ): HostMatrix {
    const n = h.rows
    const out = this.make(n, n)
    const room = this.make(n, 1)
    const H = h.columnStride === 1 || n <= 1 ? h : this.#copy(h)
    const [S, Q] = [this.#contiguous(this.#walk(s)), this.#contiguous(this.#walk(q))]
    this.#kernels.updateRankTwo(
      n,
      this.#walk(H).at,
      H.rowStride * this.#size,
      S.at,
      Q.at,
      a.get(0, 0),
      b.get(0, 0),
      room.data.byteOffset,
      out.data.byteOffset,
    )
    S.free()
    Q.free()
    if (H !== h) this.free(H)
    this.free(room)
    return out
  }

  #copy(a: HostMatrix): HostMatrix {
    return this.concat([a], 'rows')
  }

  /** Runs `use` on room for n rows, at a distance that does not make them compete for cache lines. */
  #withRoom<T>(n: number, use: (at: number, stride: number) => T): T {
    const line = 64 / this.#size
    const columns = (Math.ceil(n / line) | 1) * line
    const room = this.make(n, columns)
    try {
      return use(room.data.byteOffset, columns * this.#size)
    } finally {
      this.free(room)
    }
  }

  /** The factor U of A = UᵀU at `at`; throws where there is none. */
  #factor(a: HostMatrix, at: number, stride: number, operation: string): void {
    const { at: from, rowStride, columnStride } = this.#walk(a)
    this.#kernels.readLower(a.rows, from, rowStride, columnStride, at, stride)
    const pivot = this.#withThreads(a.rows ** 3, () => this.#kernels.factor(a.rows, at, stride))
    if (pivot < 0) return
    const { arena, workspace } = this.#runtime
    const value = new Float64Array(arena.memory.buffer, workspace + pivotPlace, 1)[0]
    throw new NotPositiveDefiniteError(operation, pivot, value)
  }

  override cholesky(a: HostMatrix): HostMatrix {
    return this.#withRoom(a.rows, (at, stride) => {
      this.#factor(a, at, stride, 'cholesky')
      const out = this.make(a.rows, a.rows)
      this.#kernels.writeLower(a.rows, at, stride, out.data.byteOffset, a.rows * this.#size)
      return out
    })
  }

  override spdInverse(a: HostMatrix): HostMatrix {
    const n = a.rows
    return this.#withRoom(n, (at, stride) => {
      this.#factor(a, at, stride, 'spdInverse')
      const out = this.make(n, n)
      const room = this.make(n, leaf)
      this.#withThreads(n ** 3, () =>
        this.#kernels.invertFromFactor(
          n,
          at,
          stride,
          room.data.byteOffset,
          out.data.byteOffset,
          n * this.#size,
        ),
      )
      this.free(room)
      return out
    })
  }

  override triangularSolve(
    t: HostMatrix,
    b: HostMatrix,
    options: TriangularSolveArguments,
  ): HostMatrix {
    const { lower, transpose } = options
    const out = this.#copy(b)
    if (out.size === 0) return out
    const forward = lower !== transpose
    const T = transpose ? transposed(this.#walk(t)) : this.#walk(t)
    const x = this.#walk(out)
    const last = T.rows - 1
    this.#withThreads(T.rows ** 2 * x.columns, () =>
      // Read backwards, an upper triangle is a lower one.
      forward
        ? this.#kernels.solveLower(
            T.rows,
            x.columns,
            T.at,
            T.rowStride,
            T.columnStride,
            x.at,
            x.rowStride,
          )
        : this.#kernels.solveLower(
            T.rows,
            x.columns,
            T.at + last * (T.rowStride + T.columnStride),
            -T.rowStride,
            -T.columnStride,
            x.at + last * x.rowStride,
            -x.rowStride,
          ),
    )
    return out
  }
}

/** Multiplications from which on kernels ask other threads. */
const sharedFrom = 64 ** 3

/** Of the kernels' recursion: see assembly/parameters.ts. */
const leaf = 32

const nothing = (): void => undefined

const transposed = ({ data, rows, columns, at, rowStride, columnStride }: Walk): Walk => ({
  data,
  rows: columns,
  columns: rows,
  at,
  rowStride: columnStride,
  columnStride: rowStride,
})
