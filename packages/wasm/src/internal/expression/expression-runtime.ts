import type { Dtype, Floats } from '@kq/linalg/dtype'
import type { Axis, Reduction, Shape } from '@kq/linalg/engine'
import type { Expression } from '@kq/linalg/expression'
import type { HostMatrix } from '@kq/linalg/host'
import { emitLoop } from './emit-loop.ts'
import { importModule } from './module-writer.ts'
import type { Fold, Motion } from './motion.ts'
import { planWalk, type Walk } from './walk.ts'

/** What {@link createExpressionRuntime} works with. */
export interface ExpressionRuntimeOptions {
  readonly dtype: Dtype
  /** Where matrices lie. */
  readonly memory: WebAssembly.Memory
  /** The functions of `assembly/transcendental.ts`. */
  readonly kernels: WebAssembly.Exports
  /** Makes the result; its contents are arbitrary. */
  make(rows: number, columns: number): HostMatrix
  /** The byte address of `data[0]` in the memory, `undefined` if it lies elsewhere. */
  addressOf(data: Floats): number | undefined
  /**
   * The address of so many bytes, a multiple of 16, that nobody else uses until the runtime is
   * called again; `undefined` where there is no room.
   */
  scratch(bytes: number): number | undefined
  /** Of fewer elements the host's loop is faster. @defaultValue measured */
  readonly minimumSize?: number
}

/**
 * `map` and `reduce` of an engine, by loops that are compiled when they are first needed. They give
 * `undefined` for what the host's loops should do: few elements or none, operands in other memory,
 * a row of 2 GiB or more, no room for scratch, a module that the platform finds too large.
 */
export interface ExpressionRuntime {
  map(
    expression: Expression,
    operands: readonly (HostMatrix | number)[],
    shape: Shape,
    ones: boolean,
  ): HostMatrix | undefined
  reduce(
    kind: Reduction,
    axis: Axis | 'all',
    expression: Expression,
    operands: readonly (HostMatrix | number)[],
    shape: Shape,
  ): HostMatrix | undefined
}

type Run = (...parameters: number[]) => void

const defaultMinimumSize = 32
/** Positions in a row are signed 32-bit integers, and a step beyond its end must not wrap. */
const rowLimit = 2 ** 31 - 1024

const motionNumber: Readonly<Record<Motion, number>> = {
  constant: 0,
  column: 1,
  element: 2,
  strided: 3,
}

const foldNumber = (fold: Fold): number =>
  fold.kind === 'map'
    ? Number(fold.ones)
    : 2 +
      ['sum', 'max', 'min'].indexOf(fold.kind) * 3 +
      ['rows', 'columns', 'all'].indexOf(fold.axis)

/** Compiles expressions to WebAssembly SIMD on one memory. */
export function createExpressionRuntime(options: ExpressionRuntimeOptions): ExpressionRuntime {
  const { dtype, memory, kernels, minimumSize = defaultMinimumSize } = options
  const size = dtype === 'float32' ? 4 : 8
  const sharedMemory =
    typeof SharedArrayBuffer !== 'undefined' && memory.buffer instanceof SharedArrayBuffer
  const imports = { [importModule]: { ...kernels, memory } }
  const compiled = new WeakMap<Expression, Map<number, Run | undefined>>()

  const compile = (expression: Expression, walk: Walk, fold: Fold): Run | undefined => {
    const motions = walk.operands.map(({ motion }) => motion)
    try {
      const bytes = emitLoop(expression, { dtype, sharedMemory, motions, fold })
      const module = new WebAssembly.Module(bytes)
      return new WebAssembly.Instance(module, imports).exports['run'] as Run
    } catch (error) {
      // Browsers limit what their main thread compiles at once.
      if (error instanceof RangeError) return undefined
      throw error
    }
  }

  const runOf = (expression: Expression, walk: Walk, fold: Fold): Run | undefined => {
    let runs = compiled.get(expression)
    if (!runs) {
      runs = new Map()
      compiled.set(expression, runs)
    }
    let key = foldNumber(fold)
    for (const { motion } of walk.operands) key = key * 4 + motionNumber[motion]
    let run = runs.get(key)
    if (run === undefined && !runs.has(key)) {
      run = compile(expression, walk, fold)
      runs.set(key, run)
    }
    return run
  }

  /** The parameters of the operands; `undefined` if one lies in other memory. */
  const operandParameters = ({ operands }: Walk): number[] | undefined => {
    const parameters: number[] = []
    for (const { motion, value, data, offset, rowStride, columnStride } of operands) {
      if (motion === 'constant') {
        parameters.push(value)
        continue
      }
      const start = options.addressOf(data)
      if (start === undefined) return undefined
      parameters.push(start + offset * size, rowStride * size)
      if (motion === 'strided') parameters.push(columnStride * size)
    }
    return parameters
  }

  const execute = (
    expression: Expression,
    walk: Walk,
    fold: Fold,
    result: Shape,
    divisor: number,
  ): HostMatrix | undefined => {
    const { rows, columns } = walk
    const rowBytes = columns * size
    if (rows * columns < Math.max(1, minimumSize) || rowBytes > rowLimit) return undefined
    const parameters = operandParameters(walk)
    const run = parameters && runOf(expression, walk, fold)
    if (!parameters || !run) return undefined
    const promotes = fold.kind === 'sum' && fold.axis === 'rows' && dtype === 'float32'
    const scratch = promotes ? options.scratch(2 * rowBytes) : 0
    if (scratch === undefined) return undefined
    const out = options.make(result.rows, result.columns)
    const address = options.addressOf(out.data)
    if (address === undefined) throw new Error('expression runtime: results must lie in the memory')
    if ((fold.kind === 'max' || fold.kind === 'min') && fold.axis === 'rows') {
      out.data.fill(fold.kind === 'max' ? -Infinity : Infinity)
    }
    const frame = [address, rows, rowBytes, result.columns * size, scratch, divisor]
    run(...frame, ...parameters)
    return out
  }

  return {
    map(expression, operands, shape, ones) {
      const walk = planWalk(expression.term, operands, shape, ones ? 'homogeneous' : 'map')
      const result = ones ? { rows: shape.rows, columns: shape.columns + 1 } : shape
      return execute(expression, walk, { kind: 'map', ones }, result, 1)
    },
    reduce(kind, axis, expression, operands, shape) {
      const walk = planWalk(expression.term, operands, shape, axis)
      const { rows, columns } = shape
      const fold = { kind: kind === 'mean' ? 'sum' : kind, axis: walk.axis } as const
      const result = {
        rows: axis === 'columns' ? rows : 1,
        columns: axis === 'rows' ? columns : 1,
      }
      const count = axis === 'rows' ? rows : axis === 'columns' ? columns : rows * columns
      return execute(expression, walk, fold, result, kind === 'mean' ? count : 1)
    },
  }
}
