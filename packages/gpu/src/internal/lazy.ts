/*
 * Results that are launched when something needs them: elementwise terms, and folds of vectors to a
 * number, of which all that wait go out in one launch.
 */
import type { Axis, Shape } from '@kq/linalg/engine'
import { maximumMatrixOperands, type Term } from '@kq/linalg/expression'
import { accessText, single, straight, within } from './access.ts'
import type { Backend } from './backend.ts'
import { DeviceValue } from './device-value.ts'
import { fuse, type Pending, valuesOf, view, viewed } from './fusion.ts'
import type { GpuHandle } from './gpu-js.ts'
import { specialArguments } from './kernels/expression-source.ts'
import { mapKernel } from './kernels/map.ts'
import { type Fold, foldsKernel, foldStart, reduceKernel } from './kernels/reduce.ts'
import { operandsOf } from './kernels/operands.ts'

/** One thread folds so many elements at most. */
const longestRun = 1024

/** At most so many vectors are folded in one launch. */
const mostFolds = 16

/** A vector to be folded to a number. */
interface VectorSum {
  readonly fold: Fold
  readonly axis: Axis
  readonly divisor: number
  readonly vector: Pending
}

/** A number to be computed from others, some of which are folds that were not launched. */
interface LateScalar {
  readonly late: Term
  readonly operands: readonly (Lazy | number)[]
}

/** A result: a term over device values, or what will be one. It holds on to what it needs. */
export interface Lazy {
  state: Pending | VectorSum | LateScalar
  /** Matrices and late scalars that refer to it. */
  references: number
}

const isFold = (state: Lazy['state']): state is VectorSum => 'vector' in state
const isLate = (state: Lazy['state']): state is LateScalar => 'late' in state

function retain(state: Lazy['state']): void {
  if (isLate(state)) {
    for (const operand of state.operands) if (typeof operand !== 'number') operand.references++
  } else {
    const { leaves } = isFold(state) ? state.vector : state
    for (const value of valuesOf(leaves)) value.retain()
  }
}

const scalar: Shape = { rows: 1, columns: 1 }

/** Results of one engine. */
export interface LazyResults {
  /** A result on the device. */
  own(handle: GpuHandle, shape: Shape): Lazy
  /** A term to be launched when it is needed. */
  wait(pending: Pending): Lazy
  /** A number computed from numbers, when it is needed. */
  late(term: Term, operands: readonly (Lazy | number)[]): Lazy
  /** Whether the result waits for folds. */
  isUnresolved(lazy: Lazy): boolean
  /** The result as a term over device values. */
  term(lazy: Lazy): Promise<Pending>
  /** The result on the device as a matrix of its own. */
  settle(lazy: Lazy): Promise<DeviceValue>
  /** What {@link settle} gave, at once. */
  settled(lazy: Lazy): DeviceValue
  /** A fold along an axis of a term, divided by a number. */
  fold(fold: Fold, axis: Axis | 'all', pending: Pending, divisor: number): Promise<Lazy>
  /** A term launched at once, followed by a column of ones. */
  withOnes(pending: Pending): Promise<Lazy>
  release(lazy: Lazy): void
  /** Launches all that waits. */
  flush(): Promise<void>
}

export function lazyResults(backend: Backend): LazyResults {
  const waiting = new Set<Lazy>()

  const owned = (handle: GpuHandle, shape: Shape): DeviceValue =>
    new DeviceValue(handle, shape, (given) => backend.release(given))

  /** A result that is a value, of which it takes the one reference. */
  const holding = (value: DeviceValue): Lazy => ({
    state: view(value, value.shape),
    references: 1,
  })

  function drop(state: Lazy['state']): void {
    if (isLate(state)) {
      for (const operand of state.operands) if (typeof operand !== 'number') release(operand)
    } else {
      const { leaves } = isFold(state) ? state.vector : state
      for (const value of valuesOf(leaves)) value.release()
    }
  }

  function release(lazy: Lazy): void {
    if (--lazy.references > 0) return
    waiting.delete(lazy)
    drop(lazy.state)
  }

  const note = (state: Lazy['state']): Lazy => {
    retain(state)
    const lazy: Lazy = { state, references: 1 }
    waiting.add(lazy)
    return lazy
  }

  /** Gives a result another state, which it has references for. */
  const become = (lazy: Lazy, state: Pending): void => {
    const before = lazy.state
    lazy.state = state
    drop(before)
  }

  async function launchMap(pending: Pending, ones: boolean): Promise<DeviceValue> {
    const operands = operandsOf([pending])
    const { rows, columns } = pending.shape
    const shape = { rows, columns: columns + (ones ? 1 : 0) }
    const args = [...operands.args, ...specialArguments]
    return owned(await backend.launch(mapKernel(operands, ones), shape, args), shape)
  }

  /** Folds that one launch can do: of those that are needed, and others that wait. */
  function nextFolds(needed: readonly Lazy[]): { readonly lazy: Lazy; readonly sum: VectorSum }[] {
    const chosen: { lazy: Lazy; sum: VectorSum }[] = []
    const values = new Set<DeviceValue>()
    for (const lazy of new Set([...needed, ...waiting])) {
      const sum = lazy.state
      if (!isFold(sum)) continue
      const more = valuesOf(sum.vector.leaves).filter((value) => !values.has(value))
      if (values.size + more.length > maximumMatrixOperands) continue
      for (const value of more) values.add(value)
      chosen.push({ lazy, sum })
      if (chosen.length === mostFolds) break
    }
    return chosen
  }

  /** The folds that a result waits for. */
  const foldsOf = (lazy: Lazy): Lazy[] => {
    if (isFold(lazy.state)) return [lazy]
    if (!isLate(lazy.state)) return []
    return lazy.state.operands.flatMap((o) => (typeof o === 'number' ? [] : foldsOf(o)))
  }

  /** Launches the folds that some results wait for, and with them as many others as kernels can bind. */
  async function launchFolds(lazies: Iterable<Lazy>): Promise<void> {
    const needed = [...lazies].flatMap(foldsOf)
    for (;;) {
      const left = needed.filter(({ state }) => isFold(state))
      if (left.length === 0) return
      const chosen = nextFolds(left)
      const sums = chosen.map(({ sum }) => sum)
      const operands = operandsOf(sums.map(({ vector }) => vector))
      const parameters = sums.flatMap(({ vector, axis, fold, divisor }) => [
        vector.shape[axis],
        foldStart[fold],
        divisor,
      ])
      const shape = { rows: 1, columns: sums.length }
      const args = [...operands.args, ...parameters, ...specialArguments]
      const packed = owned(await backend.launch(foldsKernel(sums, operands), shape, args), shape)
      for (const [k, { lazy }] of chosen.entries()) {
        become(lazy, view(packed.retain(), scalar, single(0, k)))
      }
      packed.release()
    }
  }

  async function term(lazy: Lazy): Promise<Pending> {
    await launchFolds([lazy])
    if (isLate(lazy.state)) await resolve(lazy, lazy.state)
    return lazy.state as Pending
  }

  /** Makes a late scalar a term over device values. */
  async function resolve(lazy: Lazy, { late, operands }: LateScalar): Promise<void> {
    const parts: Pending[] = []
    for (const operand of operands) {
      parts.push(typeof operand === 'number' ? view(operand, scalar) : await term(operand))
    }
    let pending = fuse(late, parts, scalar)
    if (!pending) {
      for (const [k, operand] of operands.entries()) {
        if (typeof operand !== 'number') parts[k] = view(await settle(operand), scalar)
      }
      pending = fuse(late, parts, scalar) as Pending
    }
    retain(pending)
    become(lazy, pending)
  }

  async function settle(lazy: Lazy): Promise<DeviceValue> {
    const pending = await term(lazy)
    const seen = viewed(pending)
    if (seen && isWhole(seen.value, pending)) return seen.value
    const value = await launchMap(pending, false)
    waiting.delete(lazy)
    become(lazy, view(value, value.shape))
    return value
  }

  /** Folds along one axis in as many launches as it takes to leave `least` runs or fewer. */
  async function foldAlong(
    fold: Fold,
    axis: Axis,
    given: Pending,
    divisor: number,
  ): Promise<DeviceValue> {
    let pending = given
    for (;;) {
      const length = pending.shape[axis]
      const runs = Math.ceil(length / longestRun)
      const shape = { ...pending.shape, [axis]: runs }
      const operands = operandsOf([pending])
      const parameters = [
        Math.ceil(length / runs),
        length,
        foldStart[fold],
        runs === 1 ? divisor : 1,
      ]
      const args = [...operands.args, ...parameters, ...specialArguments]
      const handle = await backend.launch(reduceKernel(fold, axis, operands), shape, args)
      const value = owned(handle, shape)
      if (pending !== given) drop(pending)
      if (runs === 1) return value
      pending = view(value, shape)
    }
  }

  return {
    own: (handle, shape) => holding(owned(handle, shape)),
    wait: note,
    settled: ({ state }) => (viewed(state as Pending) as { value: DeviceValue }).value,
    late: (term, operands) => note({ late: term, operands }),
    isUnresolved: ({ state }) => isFold(state) || isLate(state),
    term,
    release,
    settle,
    withOnes: async (pending) => holding(await launchMap(pending, true)),

    async fold(fold, axis, given, divisor) {
      if (axis !== 'all') return holding(await foldAlong(fold, axis, given, divisor))
      const { rows, columns } = given.shape
      if (rows > 1 && columns > 1) {
        const row = await foldAlong(fold, 'rows', given, 1)
        const lazy = note({ fold, axis: 'columns', divisor, vector: view(row, row.shape) })
        row.release()
        return lazy
      }
      return note({ fold, axis: rows > 1 ? 'rows' : 'columns', divisor, vector: given })
    },

    async flush() {
      await launchFolds(waiting)
      for (const lazy of waiting) await settle(lazy)
      waiting.clear()
    },
  }
}

/** Whether a view of a value is all of it, as it lies. */
const isWhole = (value: DeviceValue, pending: Pending): boolean => {
  const seen = viewed(pending)
  if (
    !seen ||
    value.shape.rows !== pending.shape.rows ||
    value.shape.columns !== pending.shape.columns
  )
    return false
  return accessText(seen.access) === accessText(within(straight, pending.shape))
}
