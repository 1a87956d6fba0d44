import type { Folding, FoldingContext } from './folding.ts'
import type { Local } from './function-writer.ts'
import { vectorBytes } from './loop-frame.ts'
import { op, valueType } from './opcodes.ts'

/*
 * Folds along columns, or along all: accumulators in variables. A sum has one accumulator, in
 * float64, for each lane of the unrolled loop and one for the elements that fill no vector; they
 * are added pairwise at the end, so that the order depends on the number of columns alone.
 */

const shuffleHigh = [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7]

/** The fold that gives a number a row, or one altogether. */
export function accumulating(
  kind: 'sum' | 'max' | 'min',
  axis: 'columns' | 'all',
  { writer, lanes, frame, copies }: FoldingContext,
): Folding {
  const promoted = kind === 'sum' && lanes.dtype === 'float32'
  const count = promoted ? 2 * copies : copies
  const accumulators = Array.from({ length: count }, () => writer.local(valueType.v128))
  const rest = writer.local(valueType.f64)
  const value = writer.local(valueType.v128)
  const combine = kind === 'sum' ? op.f64x2Add : kind === 'max' ? lanes.max : lanes.min
  const first = kind === 'sum' ? 0 : kind === 'max' ? -Infinity : Infinity

  const start = (): void => {
    for (const accumulator of accumulators) {
      writer.vector(
        kind === 'sum' || lanes.dtype === 'float64'
          ? new Float64Array(2).fill(first)
          : new Float32Array(4).fill(first),
      )
      writer.set(accumulator)
    }
    writer.double(0)
    writer.set(rest)
  }

  const into = (accumulator: Local, operand: () => void): void => {
    writer.get(accumulator)
    operand()
    writer.emit(combine)
    writer.set(accumulator)
  }

  /** Leaves the pairwise combination of accumulators on the stack. */
  const combined = (from: readonly Local[]): void => {
    if (from.length === 1) {
      writer.get(from[0])
      return
    }
    combined(from.slice(0, from.length / 2))
    combined(from.slice(from.length / 2))
    writer.emit(combine)
  }

  const lane = (index: number): void => {
    writer.get(value)
    writer.emit(kind === 'sum' ? op.f64x2ExtractLane : lanes.extract, index)
  }

  const finish = (): void => {
    combined(accumulators)
    writer.set(value)
    writer.get(frame.out)
    lane(0)
    lane(1)
    if (kind === 'sum') {
      writer.emit(op.f64Add)
      writer.get(rest)
      writer.emit(op.f64Add)
      writer.get(frame.divisor)
      writer.emit(op.f64Div)
      if (promoted) writer.emit(op.f32DemoteF64)
    } else {
      const fold = kind === 'max' ? lanes.scalarMax : lanes.scalarMin
      writer.emit(fold)
      for (let i = 2; i < lanes.count; i++) {
        lane(i)
        writer.emit(fold)
      }
    }
    writer.access(lanes.storeScalar, 0)
  }

  const perRow = axis === 'columns'
  const nothing = (): void => undefined

  return {
    repeatable: kind !== 'sum',
    begin: perRow ? nothing : start,
    beginRow: perRow ? start : nothing,
    element(compute, { offset, single }) {
      if (kind === 'sum' && single) {
        writer.get(rest)
        compute()
        writer.emit(lanes.extract, 0)
        if (promoted) writer.emit(op.f64PromoteF32)
        writer.emit(op.f64Add)
        writer.set(rest)
        return
      }
      const copy = offset / vectorBytes
      if (!promoted) {
        into(accumulators[copy], compute)
        return
      }
      compute()
      writer.set(value)
      into(accumulators[2 * copy], () => {
        writer.get(value)
        writer.emit(op.f64x2PromoteLow)
      })
      into(accumulators[2 * copy + 1], () => {
        writer.get(value)
        writer.get(value)
        writer.emit(op.i8x16Shuffle, ...shuffleHigh)
        writer.emit(op.f64x2PromoteLow)
      })
    },
    endRow: perRow
      ? () => {
          finish()
          writer.increase(frame.out, () => writer.integer(1 << lanes.shift))
        }
      : nothing,
    end: perRow ? nothing : finish,
  }
}
