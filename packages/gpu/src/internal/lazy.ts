/*
 * Results that are launched when something needs them: elementwise terms, and folds. Folds and vectors
 * that wait go out together, packed into one row; their results are views of it.
 */
import type { Axis, Shape } from '@kq/linalg/engine'
import type { Term } from '@kq/linalg/expression'
import { accessText, straight, within } from './access.ts'
import type { Backend } from './backend.ts'
import { DeviceValue } from './device-value.ts'
import { fuse, type Pending, valuesOf, view, viewed } from './fusion.ts'
import type { GpuHandle } from './gpu-js.ts'
import { specialArguments } from './kernels/expression-source.ts'
import { mapKernel } from './kernels/map.ts'
import { type Fold, foldStart, reduceKernel } from './kernels/reduce.ts'
import { packKernel } from './kernels/pack.ts'
import { operandsOf } from './kernels/operands.ts'
import { nextPack, packedAccess, type Part } from './packing.ts'
import {
  currentTerm,
  type Folding,
  isFold,
  isLate,
  isLazy,
  isVector,
  type Late,
  type Lazy,
  operandsIn,
  retain,
  shapeOf,
} from './result.ts'

/** One thread folds so many elements at most. */
const longestRun = 1024

/** Results of one engine. */
export interface LazyResults {
  /** A result on the device. */
  own(handle: GpuHandle, shape: Shape): Lazy
  /** A term to be launched when it is needed. */
  wait(pending: Pending): Lazy
  /** What is computed from numbers that wait for folds, and other terms, when it is needed. */
  late(term: Term, operands: readonly (Lazy | Pending)[], shape: Shape): Lazy
  /** Whether the result waits for folds. */
  isUnresolved(lazy: Lazy): boolean
  /** Launches vectors and numbers, as many as can be together. */
  launchVectors(lazies: readonly Lazy[]): Promise<void>
  /** The result as a term over device values; the next launch may make it another, {@link currentTerm}. */
  term(lazy: Lazy): Promise<Pending>
  /** The result as a view of what is on the device. */
  launched(lazy: Lazy): Promise<Pending>
  /** The result on the device as a matrix of its own. */
  settle(lazy: Lazy): Promise<DeviceValue>
  /** What {@link settle} gave, at once. */
  settled(lazy: Lazy): DeviceValue
  /** A fold along an axis of a term, divided by a number. */
  fold(fold: Fold, axis: Axis | 'all', pending: Pending, divisor: number): Promise<Lazy>
  /** A fold that was not launched, as a column instead of a row or the other way about. */
  turnedFold(lazy: Lazy): Lazy | undefined
  /** Launches the folds for which alone matrices are kept: before anything else is launched. */
  launchLastUses(): Promise<void>
  /** A term launched at once, followed by a column of ones. */
  withOnes(pending: Pending): Promise<Lazy>
  release(lazy: Lazy): void
  /** Launches all that waits. */
  flush(): Promise<void>
}

export function lazyResults(backend: Backend): LazyResults {
  const waiting = new Set<Lazy>()
  /** Rows of packed results. */
  const packs = new WeakSet<DeviceValue>()

  const owned = (handle: GpuHandle, shape: Shape): DeviceValue =>
    new DeviceValue(handle, shape, (given) => backend.release(given))

  /** A result that is a value, of which it takes the one reference. */
  const holding = (value: DeviceValue): Lazy => ({
    state: view(value, value.shape),
    references: 1,
  })

  function drop(state: Lazy['state']): void {
    for (const operand of operandsIn(state)) {
      if (isLazy(operand)) release(operand)
      else for (const value of valuesOf(operand.leaves)) value.release()
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
    retain(pending)
    await launchLastUses()
    const operands = operandsOf([pending])
    const { rows, columns } = pending.shape
    const shape = { rows, columns: columns + (ones ? 1 : 0) }
    const args = [...operands.args, ...specialArguments]
    const value = owned(await backend.launch(mapKernel(operands, ones), shape, args), shape)
    drop(pending)
    return value
  }

  /** Launches parts together; their results become views of the row. */
  async function launchPack(parts: readonly Part[]): Promise<void> {
    const operands = operandsOf(parts.map(({ pending }) => pending))
    const foldings = parts.map(({ folding }) => folding)
    const parameters: number[] = []
    let length = 0
    for (const { shape, folding, pending } of parts) {
      parameters.push(length)
      length += shape.rows * shape.columns
      parameters.push(length)
      if (!folding) continue
      const { axis, fold, divisor } = folding
      parameters.push(pending.shape[axis], foldStart[fold], divisor)
    }
    const row = { rows: 1, columns: length }
    const kernel = packKernel(
      parts.map(({ shape }, k) => ({ folding: foldings[k], isColumn: shape.columns === 1 })),
      operands,
    )
    const args = [...operands.args, ...parameters, ...specialArguments]
    const packed = owned(await backend.launch(kernel, row, args), row)
    packs.add(packed)
    let start = 0
    for (const { lazy, shape } of parts) {
      become(lazy, view(packed.retain(), shape, packedAccess(shape, start)))
      start += shape.rows * shape.columns
    }
    packed.release()
  }

  /** The folds that a result waits for. */
  const foldsOf = (lazy: Lazy): Lazy[] => {
    const before = operandsIn(lazy.state).flatMap((o) => (isLazy(o) ? foldsOf(o) : []))
    return isFold(lazy.state) ? [...before, lazy] : before
  }

  const waitingFolds = (): Lazy[] => [...waiting].filter(({ state }) => isFold(state))

  /** Launches the folds that some results wait for, and with them as many others as kernels can bind. */
  async function launchFolds(lazies: Iterable<Lazy>): Promise<void> {
    const needed = [...lazies].flatMap(foldsOf)
    for (;;) {
      const left = needed.filter(({ state }) => isFold(state))
      if (left.length === 0) return
      await launchPack(nextPack(left, waitingFolds()))
    }
  }

  /** Launches the folds for which alone matrices are kept. */
  async function launchLastUses(): Promise<void> {
    const folds = waitingFolds()
    const uses = new Map<DeviceValue, number>()
    const matrices = (lazy: Lazy): DeviceValue[] => {
      const { operand } = lazy.state as Folding
      return isLazy(operand) ? [] : valuesOf(operand.leaves).filter(({ shape }) => !isVector(shape))
    }
    for (const lazy of folds) {
      for (const value of matrices(lazy)) uses.set(value, (uses.get(value) ?? 0) + 1)
    }
    const last = folds.filter((lazy) =>
      matrices(lazy).some((value) => value.references === uses.get(value)),
    )
    await launchFolds(last)
  }

  async function terms(lazies: readonly Lazy[]): Promise<void> {
    await launchFolds(lazies)
    for (const lazy of lazies) await term(lazy)
  }

  async function term(lazy: Lazy): Promise<Pending> {
    await launchFolds([lazy])
    if (isLate(lazy.state)) await resolve(lazy, lazy.state)
    return lazy.state as Pending
  }

  /** Makes a late result a term over device values. */
  async function resolve(lazy: Lazy, { late, operands, shape }: Late): Promise<void> {
    await terms(operands.filter(isLazy))
    const own: DeviceValue[] = []
    const parts = [...operands]
    let pending: Pending | undefined
    for (let k = 0; ; k++) {
      pending = fuse(late, parts.map(currentTerm), shape)
      if (pending) break
      const part = parts[k]
      if (isLazy(part)) await launched(part)
      else if (!viewed(part) && valuesOf(part.leaves).length > 0) {
        const value = await launchMap(part, false)
        own.push(value)
        parts[k] = view(value, part.shape)
      }
    }
    retain(pending)
    for (const value of own) value.release()
    become(lazy, pending)
  }

  async function launched(lazy: Lazy): Promise<Pending> {
    const pending = await term(lazy)
    if (viewed(pending)) return pending
    const parts = isVector(pending.shape) ? nextPack([lazy], [...waiting]) : []
    if (parts.length > 1) await launchPack(parts)
    else await settle(lazy)
    return lazy.state as Pending
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

  /** Folds long lines in runs, until one run a line is left to fold. */
  async function foldLongLines(fold: Fold, axis: Axis, given: Pending): Promise<Pending> {
    let pending = given
    for (;;) {
      const length = pending.shape[axis]
      const runs = Math.ceil(length / longestRun)
      if (runs === 1) return pending
      const shape = { ...pending.shape, [axis]: runs }
      const operands = operandsOf([pending])
      const parameters = [Math.ceil(length / runs), length, foldStart[fold]]
      const args = [...operands.args, ...parameters, ...specialArguments]
      const handle = await backend.launch(reduceKernel(fold, axis, operands), shape, args)
      if (pending !== given) drop(pending)
      pending = view(owned(handle, shape), shape)
    }
  }

  async function foldAlong(fold: Fold, axis: Axis, given: Pending, divisor: number): Promise<Lazy> {
    const operand = await foldLongLines(fold, axis, given)
    const lazy = note({ fold, axis, divisor, operand, isTurned: false })
    if (operand !== given) drop(operand)
    return lazy
  }

  return {
    own: (handle, shape) => holding(owned(handle, shape)),
    wait: note,
    settled: ({ state }) => (viewed(state as Pending) as { value: DeviceValue }).value,
    late: (term, operands, shape) => note({ late: term, operands, shape }),
    isUnresolved: ({ state }) => isFold(state) || isLate(state),
    term,
    async launchVectors(lazies) {
      await terms(lazies)
      for (;;) {
        const parts = nextPack(lazies, [])
        if (parts.length === 0) return
        await launchPack(parts)
      }
    },
    launched,
    release,
    settle,
    withOnes: async (pending) => holding(await launchMap(pending, true)),

    async fold(fold, axis, given, divisor) {
      if (axis !== 'all') return foldAlong(fold, axis, given, divisor)
      const { rows, columns } = given.shape
      if (columns === 1) return foldAlong(fold, 'rows', given, divisor)
      if (rows === 1) return foldAlong(fold, 'columns', given, divisor)
      const row = await foldAlong(fold, 'rows', given, 1)
      if (columns > longestRun) {
        const lazy = await foldAlong(fold, 'columns', await term(row), divisor)
        release(row)
        return lazy
      }
      const lazy = note({ fold, axis: 'columns', divisor, operand: row, isTurned: false })
      release(row)
      return lazy
    },

    turnedFold: ({ state }) =>
      isFold(state) ? note({ ...state, isTurned: !state.isTurned }) : undefined,

    launchLastUses,

    async flush() {
      await terms([...waiting])
      for (const lazy of waiting) {
        // A packed row is small: a view of one may outlive the work at hand, one of a matrix may not.
        const seen = viewed(isVector(shapeOf(lazy)) ? await launched(lazy) : await term(lazy))
        if (!seen || !packs.has(seen.value)) await settle(lazy)
      }
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
