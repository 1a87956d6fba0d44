import type { Dtype } from '@kq/linalg/dtype'
import type { Expression, Term } from '@kq/linalg/expression'
import { type Folding, folding } from './folding.ts'
import { FunctionWriter } from './function-writer.ts'
import { type Lanes, lanesOf } from './lanes.ts'
import { type LoopFrame, type Place, vectorBytes } from './loop-frame.ts'
import { declareOperand, loadColumnIndices, loadOperand } from './loop-operand.ts'
import { moduleBytes } from './module-writer.ts'
import type { Fold, Motion } from './motion.ts'
import { op, valueType } from './opcodes.ts'
import { TermWriter } from './term-writer.ts'

/** What a loop is made for. */
export interface LoopKind {
  readonly dtype: Dtype
  readonly sharedMemory: boolean
  readonly motions: readonly Motion[]
  readonly fold: Fold
}

/** Loops over expressions of more terms are not unrolled: they gain nothing and the module grows. */
const unrolledTerms = 12
const unrolledCopies = 4

function countTerms(root: Term): number {
  const seen = new Set<Term>()
  const visit = (term: Term): void => {
    if (seen.has(term)) return
    seen.add(term)
    if (term.kind === 'unary') visit(term.argument)
    if (term.kind === 'binary') [term.left, term.right].forEach(visit)
    if (term.kind === 'where') [term.condition, term.then, term.otherwise].forEach(visit)
  }
  visit(root)
  return seen.size
}

/**
 * A module whose function `run` evaluates an expression at rows × columns elements. Its parameters
 * are those of {@link LoopFrame} up to the divisor, then those of the operands
 * ({@link declareOperand}).
 */
export function emitLoop(
  { term }: Expression,
  { dtype, sharedMemory, motions, fold }: LoopKind,
): Uint8Array<ArrayBuffer> {
  const lanes = lanesOf[dtype]
  const writer = new FunctionWriter()
  const { i32, f64 } = valueType
  const parameters = {
    out: writer.parameter(i32),
    rows: writer.parameter(i32),
    rowBytes: writer.parameter(i32),
    outStride: writer.parameter(i32),
    scratch: writer.parameter(i32),
    divisor: writer.parameter(f64),
  }
  const operands = motions.map((motion) => declareOperand(writer, motion))
  const frame = { ...parameters, row: writer.local(i32), position: writer.local(i32) }
  const many = !motions.includes('strided') && countTerms(term) <= unrolledTerms
  const copies = many ? unrolledCopies : 1
  const folds = folding(fold, { writer, lanes, frame, copies })
  const imports: string[] = []
  let place: Place = { offset: 0, single: false }

  const terms = new TermWriter(writer, term, {
    lanes,
    motions,
    imported(name) {
      const full = `${name}_${dtype === 'float32' ? 'f32x4' : 'f64x2'}`
      if (!imports.includes(full)) imports.push(full)
      return imports.indexOf(full)
    },
    operand: (index) => loadOperand(writer, lanes, frame, operands[index], place),
    row() {
      writer.get(frame.row)
      writer.emit(lanes.convertInteger)
      writer.emit(lanes.splat)
    },
    column: () => loadColumnIndices(writer, lanes, frame, place),
  })
  const element = (where: Place): void => {
    place = where
    terms.nextElement()
    folds.element(() => terms.value(term), where)
  }

  terms.prepare(term, 0)
  folds.begin()
  writer.whileTrue(
    () => {
      writer.get(frame.row)
      writer.get(frame.rows)
      writer.emit(op.i32LtS)
    },
    () => {
      terms.nextElement()
      terms.prepare(term, 1)
      folds.beginRow()
      emitRow(writer, lanes, frame, folds, copies, element)
      folds.endRow()
      for (const { motion, base, rowStride } of operands) {
        if (motion !== 'constant') writer.increase(base, () => writer.get(rowStride))
      }
      writer.increase(frame.row, () => writer.integer(1))
    },
  )
  folds.end()
  return moduleBytes({
    vectorFunctions: imports,
    sharedMemory,
    parameters: writer.parameters,
    locals: writer.locals,
    body: writer.ended(),
  })
}

/** One row: many vectors at once, single vectors, elements. */
function emitRow(
  writer: FunctionWriter,
  lanes: Lanes,
  frame: LoopFrame,
  folds: Folding,
  copies: number,
  element: (place: Place) => void,
): void {
  /** Leaves the last position from which `bytes` remain on the stack. */
  const lastPosition = (bytes: number): void => {
    writer.get(frame.rowBytes)
    writer.integer(bytes)
    writer.emit(op.i32Sub)
  }
  const whileRemaining = (bytes: number, body: () => void, step: number = bytes): void =>
    writer.whileTrue(
      () => {
        writer.get(frame.position)
        lastPosition(bytes)
        writer.emit(op.i32LeS)
      },
      () => {
        body()
        writer.increase(frame.position, () => writer.integer(step))
      },
    )
  const vectors = (count: number): void =>
    whileRemaining(count * vectorBytes, () => {
      for (let i = 0; i < count; i++) element({ offset: i * vectorBytes, single: false })
    })

  writer.integer(0)
  writer.set(frame.position)
  if (copies > 1) vectors(copies)
  if (folds.repeatable) {
    // The last vector reaches back over the one before.
    writer.unless(
      () => {
        lastPosition(vectorBytes)
        writer.integer(0)
        writer.emit(op.i32LtS)
      },
      () =>
        whileRemaining(
          1,
          () => {
            lastPosition(vectorBytes)
            writer.get(frame.position)
            lastPosition(vectorBytes)
            writer.get(frame.position)
            writer.emit(op.i32LtS)
            writer.emit(op.select)
            writer.set(frame.position)
            element({ offset: 0, single: false })
          },
          vectorBytes,
        ),
    )
  } else vectors(1)
  whileRemaining(1 << lanes.shift, () => element({ offset: 0, single: true }))
}
