import { cholesky } from '@kq/linalg/cholesky'
import { type DeferredMatrix, deferredWork, type ValueOf } from '@kq/linalg/deferred-work'
import type {
  Axis,
  Engine,
  EngineStats,
  Reduction,
  Shape,
  TriangularSolveArguments,
} from '@kq/linalg/engine'
import { columnIndex, expression, lt, mul, rowIndex, type Term, where } from '@kq/linalg/expression'
import { gemm } from '@kq/linalg/gemm'
import { hostEngine, type HostMatrix } from '@kq/linalg/host'
import { scope, track } from '@kq/linalg/scope'
import { spdInverse } from '@kq/linalg/spd-inverse'
import { triangularSolve } from '@kq/linalg/triangular-solve'
import { type Access, shifted, straight, stridesOf, turned, within } from './access.ts'
import type { Backend, GpuCounters } from './backend.ts'
import { blockedFactor, type Factor } from './blocked-factor.ts'
import type { DeviceValue } from './device-value.ts'
import { fuse, isLight, type Leaf, type Pending, view, viewed } from './fusion.ts'
import type { GpuHandle } from './gpu-js.ts'
import { gemmKernel } from './kernels/gemm.ts'
import { lazyResults } from './lazy.ts'
import { currentTerm, type Lazy } from './result.ts'
import { leafSize } from './wgsl-factor-leaf.ts'

/** A matrix as a product takes it: where it begins, how far its rows are apart, and whether it lies on its side. */
interface ProductOperand {
  readonly handle: GpuHandle
  readonly start: number
  readonly stride: number
  readonly transpose: boolean
}

/** α op(A) op(B) + β C by another kernel than gpu.js's. */
export type Product = (
  a: ProductOperand,
  b: ProductOperand,
  options: {
    readonly alpha: number
    readonly beta: number
    readonly c: GpuHandle | undefined
    readonly depth: number
  },
  shape: Shape,
) => GpuHandle

/** What a GPU engine holds, and what it has done since it was opened. */
export interface GpuStats extends EngineStats, Readonly<GpuCounters> {}

/** An engine whose matrices live on the GPU. */
export interface GpuEngine extends Engine<DeferredMatrix> {
  stats(): GpuStats
}

/** Empty matrices have no storage. */
type Value = Lazy | 'empty'

const same = expression((x) => x)
const scaled = expression((alpha, x) => mul(alpha, x))

type View = Extract<Leaf, { access: Access }>

/** A result that was launched. */
const asView = (pending: Pending): View => viewed(pending) as View

const isScalar = ({ rows, columns }: Shape): boolean => rows === 1 && columns === 1

const isRow = ({ rows }: Shape): boolean => rows === 1

const isEmpty = ({ rows, columns }: Shape): boolean => rows * columns === 0

/** What is computed by other kernels than gpu.js's, where there are any. */
export interface Departures {
  readonly gemm?: Product
  readonly triangularSolve?: (
    t: GpuHandle,
    b: GpuHandle,
    options: TriangularSolveArguments,
    shape: Shape,
  ) => GpuHandle
  /** L and, below it, L⁻¹ of a matrix of at most `leafSize` rows. */
  readonly factorLeaf?: (a: GpuHandle, shape: Shape) => GpuHandle
}

export function gpuEngine(backend: Backend, departures: Departures = {}): GpuEngine {
  const results = lazyResults(backend)
  /** Operations that were noted and not done yet, by operand. */
  const uses = new WeakMap<DeferredMatrix, number>()

  const work = deferredWork<Value>({
    engine: () => engine,
    dtype: 'float32',
    release: (value) => {
      if (value !== 'empty') results.release(value)
    },
    settle: async (value) => value === 'empty' || results.settle(value),
    // At once: what follows may use the storage again.
    copyOut: (value, shape) =>
      value === 'empty' ? new Float32Array(0) : backend.read(results.settled(value).handle, shape),
    // What outlives the work at hand is state: it must not hold on to what it was computed from.
    pause: () => results.flush(),
    begin: 'by itself',
  })

  const count = (a: DeferredMatrix | number, by: 1 | -1): void => {
    if (typeof a !== 'number') uses.set(a, (uses.get(a) ?? 0) + by)
  }

  /** Notes an operation on operands; an empty result needs no work. */
  const later = (
    name: string,
    operands: readonly (DeferredMatrix | number)[],
    shape: Shape,
    compute: (of: ValueOf<Value>) => Lazy | Promise<Lazy>,
  ): DeferredMatrix => {
    // At the call that asks for it, not when the work is done.
    if (!isEmpty(shape)) backend.checkShape(shape)
    for (const operand of operands) count(operand, 1)
    return work.later(name, shape, async (of) => {
      try {
        return isEmpty(shape) ? 'empty' : await compute(of)
      } finally {
        for (const operand of operands) count(operand, -1)
      }
    })
  }

  const settled = async (of: ValueOf<Value>, a: DeferredMatrix): Promise<GpuHandle> =>
    (await results.settle(of(a) as Lazy)).handle

  /**
   * Makes an operand what others can take in: a view, or a term that is computed once more by whoever
   * takes it, which must be light, or needed this once.
   */
  async function prepare(of: ValueOf<Value>, a: DeferredMatrix | number): Promise<void> {
    if (typeof a === 'number') return
    const lazy = of(a) as Lazy
    const pending = await results.term(lazy)
    const isTakenIn = isLight(pending) || (a.freed && uses.get(a) === 1)
    if (!isTakenIn) await results.launched(lazy)
  }

  /** What an operand is now; launches for others may change it. */
  const termNow = (of: ValueOf<Value>, a: DeferredMatrix | number, shape: Shape): Pending =>
    typeof a === 'number' ? view(a, shape) : currentTerm(of(a) as Lazy)

  /** An expression over operands as one term, with theirs in it where that fits a kernel. */
  async function fused(
    of: ValueOf<Value>,
    { term }: { readonly term: Term },
    operands: readonly (DeferredMatrix | number)[],
    shape: Shape,
  ): Promise<Pending> {
    const together = (): Pending | undefined =>
      fuse(
        term,
        operands.map((operand) => termNow(of, operand, shape)),
        shape,
      )
    for (const operand of operands) await prepare(of, operand)
    const pending = together()
    if (pending) return pending
    for (const operand of operands) {
      if (typeof operand !== 'number') await results.launched(of(operand) as Lazy)
    }
    return together() as Pending
  }

  const fill = (shape: Shape, value: number): Lazy =>
    results.wait({ shape, term: same.term, leaves: [{ value }] })

  /** Work that is done on the host: read, computed there, and uploaded. */
  const onHost = (
    name: string,
    operands: readonly DeferredMatrix[],
    compute: (...given: HostMatrix[]) => HostMatrix,
    shape: Shape,
  ): DeferredMatrix =>
    later(name, operands, shape, async (of) => {
      const host = hostEngine({ dtype: 'float32' })
      const given: HostMatrix[] = []
      for (const a of operands) {
        given.push(host.upload(await backend.read(await settled(of, a), a), a))
      }
      const result = compute(...given)
      return results.own(
        await backend.upload((await host.read(result)) as Float32Array, result),
        shape,
      )
    })

  /** A part of a joined matrix: numbers are the same wherever they are placed. */
  const partOf = async (
    of: ValueOf<Value>,
    part: DeferredMatrix,
    axis: Axis,
    start: number,
  ): Promise<Pending> => {
    const lazy = of(part) as Lazy
    return isScalar(part) ? results.launched(lazy) : placed(await results.settle(lazy), axis, start)
  }

  /** A product's operand: what lies in memory row by row, however long they are, needs no copy. */
  async function factor(
    of: ValueOf<Value>,
    a: DeferredMatrix,
    transpose: boolean,
  ): Promise<ProductOperand> {
    const seen = asView(await results.launched(of(a) as Lazy))
    const operand = asProductOperand(seen, a, transpose)
    // A kernel of gpu.js's takes matrices from their first element on.
    const isWhole = operand?.start === 0 && operand.stride === seen.value.shape.columns
    if (operand && (departures.gemm || isWhole)) return operand
    const { handle, shape } = await results.settle(of(a) as Lazy)
    return { handle, start: 0, stride: shape.columns, transpose }
  }

  /** The Cholesky factor and its inverse on the device, where it has a kernel for their leaves. */
  function factorOf(a: DeferredMatrix): Factor | undefined {
    const { factorLeaf } = departures
    if (!factorLeaf || isEmpty(a)) return undefined
    return blockedFactor(a, leafSize, (part) => {
      const shape = { rows: 2 * part.rows, columns: part.rows }
      const given = part as DeferredMatrix
      return track(
        later('cholesky', [given], shape, async (of) =>
          results.own(factorLeaf(await settled(of, given), shape), shape),
        ),
      )
    })
  }

  const engine: GpuEngine = {
    name: 'gpu',
    dtype: 'float32',
    read: (a) => work.read(a),
    free: (a) => work.free(a),
    stats: () => ({ ...work.stats(), ...backend.counters }),

    upload(values, shape) {
      const copy = Float32Array.from(values)
      return later('upload', [], shape, async () =>
        results.own(await backend.upload(copy, shape), shape),
      )
    },

    gemm(a, b, options) {
      const { transposeA, transposeB, alpha, beta, c } = options
      const depth = transposeA ? a.rows : a.columns
      const shape = {
        rows: transposeA ? a.columns : a.rows,
        columns: transposeB ? b.rows : b.columns,
      }
      return later('gemm', c ? [a, b, c] : [a, b], shape, async (of) => {
        if (depth === 0 || alpha === 0) {
          return c ? results.wait(await fused(of, scaled, [beta, c], shape)) : fill(shape, 0)
        }
        // First what must have storage of its own: the others may be the same matrix.
        const C = c && (await settled(of, c))
        const A = await factor(of, a, transposeA)
        const B = await factor(of, b, transposeB)
        await results.launchLastUses()
        if (departures.gemm) {
          const options = { alpha, beta, c: C, depth }
          return results.own(departures.gemm(A, B, options, shape), shape)
        }
        const kernel = gemmKernel(A.transpose, B.transpose, C !== undefined)
        const args = [A.handle, B.handle, depth, alpha, ...(C ? [C, beta] : [])]
        return results.own(await backend.launch(kernel, shape, args), shape)
      })
    },

    map(term, operands, shape, ones) {
      const result = { rows: shape.rows, columns: shape.columns + (ones ? 1 : 0) }
      return later('map', operands, result, async (of) => {
        // The operands of no columns have no storage; all that is left is the column of ones.
        if (isEmpty(shape)) return fill(result, 1)
        const waits = (o: DeferredMatrix | number): o is DeferredMatrix =>
          typeof o !== 'number' && isScalar(o) && results.isUnresolved(of(o) as Lazy)
        if (!ones && operands.some(waits)) {
          for (const operand of operands) if (!waits(operand)) await prepare(of, operand)
          const given = operands.map((operand) =>
            waits(operand) ? (of(operand) as Lazy) : termNow(of, operand, shape),
          )
          return results.late(term.term, given, shape)
        }
        const pending = await fused(of, term, operands, shape)
        return ones ? results.withOnes(pending) : results.wait(pending)
      })
    },

    reduce(kind, axis, term, operands, shape) {
      const folded = {
        rows: axis === 'columns' ? shape.rows : 1,
        columns: axis === 'rows' ? shape.columns : 1,
      }
      const total = axis === 'all' ? shape.rows * shape.columns : shape[axis]
      return later('reduce', operands, folded, async (of) => {
        if (total === 0) return fill(folded, emptyFolds[kind])
        const pending = await fused(of, term, operands, shape)
        return kind === 'mean'
          ? results.fold('sum', axis, pending, total)
          : results.fold(kind, axis, pending, 1)
      })
    },

    slice(a, { rowStart, rowEnd, columnStart, columnEnd }) {
      const shape = { rows: rowEnd - rowStart, columns: columnEnd - columnStart }
      return later('slice', [a], shape, async (of) => {
        const { value, access } = asView(await results.launched(of(a) as Lazy))
        return results.wait(view(value, shape, shifted(access, rowStart, columnStart)))
      })
    },

    concat(parts, axis) {
      const total = parts.reduce((sum, part) => sum + part[axis], 0)
      const shape = { rows: parts[0].rows, columns: parts[0].columns, [axis]: total }
      const whole = parts.filter((part) => !isEmpty(part))
      return later('concat', whole, shape, async (of) => {
        if (isRow(shape)) await results.launchVectors(whole.map((part) => of(part) as Lazy))
        let group: Placed[] = []
        let joined: Pending | undefined
        let start = 0
        const launched: Lazy[] = []
        for (const part of whole) {
          const next: Placed = { pending: await partOf(of, part, axis, start), start }
          start += part[axis]
          const sofar = { ...shape, [axis]: start }
          const together: Pending | undefined = join(axis, [...group, next], sofar)
          if (together) group.push(next)
          else {
            // No more fits a kernel: what there is becomes a matrix, and the first part of the rest.
            const lazy = results.wait(joined as Pending)
            launched.push(lazy)
            const value = await results.settle(lazy)
            const own = {
              pending: await results.launched(of(part) as Lazy),
              start: next.start,
            }
            group = [{ pending: placed(value, axis, 0), start: 0 }, isScalar(part) ? own : next]
          }
          joined = together ?? join(axis, group, sofar)
        }
        const result = results.wait(joined as Pending)
        for (const lazy of launched) results.release(lazy)
        return result
      })
    },

    transpose(a) {
      const shape = { rows: a.columns, columns: a.rows }
      return later('transpose', [a], shape, async (of) => {
        const isLastUse = a.freed && uses.get(a) === 1
        const fold = isLastUse ? results.turnedFold(of(a) as Lazy) : undefined
        if (fold) return fold
        const { value, access } = asView(await results.launched(of(a) as Lazy))
        return results.wait(view(value, shape, turned(access)))
      })
    },

    cholesky: (a) =>
      scope(() => factorOf(a)?.L as DeferredMatrix | undefined) ??
      onHost('cholesky', [a], cholesky, a),
    spdInverse(a) {
      const inverse = scope(() => {
        const factor = factorOf(a)
        return factor && gemm(factor.W, factor.W, { transposeA: true })
      })
      return (inverse as DeferredMatrix | undefined) ?? onHost('spdInverse', [a], spdInverse, a)
    },
    triangularSolve(t, b, options) {
      const { triangularSolve: solve } = departures
      if (!solve)
        return onHost('triangularSolve', [t, b], (T, B) => triangularSolve(T, B, options), b)
      return later('triangularSolve', [t, b], b, async (of) => {
        const [T, B] = [await settled(of, t), await settled(of, b)]
        return results.own(solve(T, B, options, b), b)
      })
    },
  }
  return engine
}

/** Undefined where neither rows nor columns are runs of memory. */
function asProductOperand(
  { value, access }: View,
  { rows, columns }: Shape,
  transpose: boolean,
): ProductOperand | undefined {
  const { handle, shape } = value
  const { start, y, x } = stridesOf(access, shape.columns)
  // The one stride of a single row or column is any.
  if (columns === 1 || x === 1) {
    return { handle, start, stride: rows === 1 ? shape.columns : y, transpose }
  }
  if (rows === 1 || y === 1) return { handle, start, stride: x, transpose: !transpose }
  return undefined
}

/** A value, `start` further along an axis than it lies. */
function placed(value: DeviceValue, axis: Axis, start: number): Pending {
  const { rows, columns } = value.shape
  // One row is the same wherever it is placed, unless it is placed along the rows.
  const access =
    axis === 'rows'
      ? shifted(within(straight, { rows: 2, columns }), -start, 0)
      : shifted(within(straight, { rows, columns: 2 }), 0, -start)
  return { shape: value.shape, term: same.term, leaves: [{ value, access }] }
}

/** A part and where it begins. */
interface Placed {
  readonly pending: Pending
  readonly start: number
}

const join = (axis: Axis, parts: readonly Placed[], shape: Shape): Pending | undefined =>
  fuse(
    joinTerm(
      axis,
      parts.slice(1).map(({ start }) => start),
    ),
    parts.map(({ pending }) => pending),
    shape,
  )

const joins = new Map<string, Term>()

/** The operand whose place an element's is; each but the first begins at one of the given places. */
function joinTerm(axis: Axis, starts: readonly number[]): Term {
  const key = `${axis} ${starts.join(' ')}`
  let term = joins.get(key)
  if (!term) {
    const index = axis === 'rows' ? rowIndex : columnIndex
    const operand = (k: number): Term => ({ kind: 'operand', index: k })
    term = starts.reduceRight<Term>(
      (rest, start, k) => where(lt(index, start), operand(k), rest),
      operand(starts.length),
    )
    joins.set(key, term)
  }
  return term
}

const emptyFolds: Readonly<Record<Reduction, number>> = {
  sum: 0,
  mean: NaN,
  max: -Infinity,
  min: Infinity,
}
