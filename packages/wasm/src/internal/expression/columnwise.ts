import type { Folding, FoldingContext } from './folding.ts'
import { op, valueType } from './opcodes.ts'

/*
 * Folds along rows: one row of accumulators in memory, which stays in the first cache while the
 * operands stream by. Sums of float32 have their accumulators, in float64, in scratch memory.
 */

const shuffleHigh = [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7]

/** The fold whose result, one row, the caller has filled with what max and min start from. */
export function columnwise(kind: 'sum' | 'max' | 'min', context: FoldingContext): Folding {
  const { writer, lanes, frame } = context
  const promoted = kind === 'sum' && lanes.dtype === 'float32'
  const address = writer.local(valueType.i32)
  const value = writer.local(valueType.v128)
  const accumulators = promoted ? frame.scratch : frame.out

  /** Leaves the address of the accumulator at the position on the stack. */
  const accumulatorAddress = (): void => {
    writer.get(accumulators)
    writer.get(frame.position)
    if (promoted) {
      writer.integer(1)
      writer.emit(op.i32Shl)
    }
    writer.emit(op.i32Add)
  }

  const addHalf = (offset: number, half: () => void): void => {
    writer.get(address)
    writer.get(address)
    writer.access(op.v128Load, offset)
    half()
    writer.emit(op.f64x2PromoteLow)
    writer.emit(op.f64x2Add)
    writer.access(op.v128Store, offset)
  }

  return {
    repeatable: kind !== 'sum',
    begin() {
      if (kind !== 'sum') return
      writer.get(accumulators)
      writer.integer(0)
      writer.get(frame.rowBytes)
      writer.integer(promoted ? 1 : 0)
      writer.emit(op.i32Shl)
      writer.emit(op.memoryPrefix, op.memoryFill, 0)
    },
    beginRow: () => undefined,
    element(compute, { offset, single }) {
      accumulatorAddress()
      writer.set(address)
      compute()
      writer.set(value)
      if (promoted && single) {
        writer.get(address)
        writer.get(address)
        writer.access(op.f64Load, 0)
        writer.get(value)
        writer.emit(lanes.extract, 0)
        writer.emit(op.f64PromoteF32)
        writer.emit(op.f64Add)
        writer.access(op.f64Store, 0)
      } else if (promoted) {
        addHalf(2 * offset, () => writer.get(value))
        addHalf(2 * offset + 16, () => {
          writer.get(value)
          writer.get(value)
          writer.emit(op.i8x16Shuffle, ...shuffleHigh)
        })
      } else {
        writer.get(address)
        writer.get(address)
        writer.access(single ? lanes.loadSplat : op.v128Load, offset)
        writer.get(value)
        writer.emit(kind === 'sum' ? lanes.add : kind === 'max' ? lanes.max : lanes.min)
        if (single) writer.access(lanes.storeLane, 0, 0)
        else writer.access(op.v128Store, offset)
      }
    },
    endRow: () => undefined,
    end() {
      if (kind !== 'sum') return
      writer.integer(0)
      writer.set(frame.position)
      writer.whileTrue(
        () => {
          writer.get(frame.position)
          writer.get(frame.rowBytes)
          writer.emit(op.i32LtS)
        },
        () => {
          writer.get(frame.out)
          writer.get(frame.position)
          writer.emit(op.i32Add)
          accumulatorAddress()
          writer.access(op.f64Load, 0)
          writer.get(frame.divisor)
          writer.emit(op.f64Div)
          if (promoted) writer.emit(op.f32DemoteF64)
          writer.access(lanes.storeScalar, 0)
          writer.increase(frame.position, () => writer.integer(1 << lanes.shift))
        },
      )
    },
  }
}
