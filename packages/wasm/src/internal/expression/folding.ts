import type { FunctionWriter } from './function-writer.ts'
import type { Lanes } from './lanes.ts'
import type { LoopFrame, Place } from './loop-frame.ts'
import { accumulating } from './accumulating.ts'
import { columnwise } from './columnwise.ts'
import type { Fold } from './motion.ts'
import { op, valueType } from './opcodes.ts'

/** What is written around and with the values of an expression. */
export interface Folding {
  /** Whether an element may be visited twice. */
  readonly repeatable: boolean
  begin(): void
  beginRow(): void
  /** `value` leaves the vector of the place on the stack. */
  element(value: () => void, place: Place): void
  endRow(): void
  end(): void
}

/** What folding strategies write with. */
export interface FoldingContext {
  readonly writer: FunctionWriter
  readonly lanes: Lanes
  readonly frame: LoopFrame
  /** How many vectors the unrolled loop takes at once. */
  readonly copies: number
}

const nothing = (): void => undefined

/** The strategy of a fold. */
export const folding = (fold: Fold, context: FoldingContext): Folding =>
  fold.kind === 'map'
    ? storing(fold.ones, context)
    : fold.axis === 'rows'
      ? columnwise(fold.kind, context)
      : accumulating(fold.kind, fold.axis, context)

function storing(ones: boolean, { writer, lanes, frame }: FoldingContext): Folding {
  return {
    repeatable: true,
    begin: nothing,
    beginRow: nothing,
    element(value, { offset, single }) {
      writer.get(frame.out)
      writer.get(frame.position)
      writer.emit(op.i32Add)
      value()
      if (single) writer.access(lanes.storeLane, 0, 0)
      else writer.access(op.v128Store, offset)
    },
    endRow() {
      if (ones) {
        writer.get(frame.out)
        writer.get(frame.rowBytes)
        writer.emit(op.i32Add)
        writer.double(1)
        if (lanes.scalar === valueType.f32) writer.emit(op.f32DemoteF64)
        writer.access(lanes.storeScalar, 0)
      }
      writer.increase(frame.out, () => writer.get(frame.outStride))
    },
    end: nothing,
  }
}
