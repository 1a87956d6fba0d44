import type { FunctionWriter, Local } from './function-writer.ts'
import type { Lanes } from './lanes.ts'
import type { LoopFrame, Place } from './loop-frame.ts'
import type { Motion } from './motion.ts'
import { op, valueType } from './opcodes.ts'

/** The parameters of an operand. */
export interface LoopOperand {
  readonly motion: Motion
  /** A constant's number, or the address of the operand's row. */
  readonly base: Local
  readonly rowStride: Local
  readonly columnStride: Local
}

/** Takes a constant as a number, others as address, row stride and, `strided`, column stride. */
export function declareOperand(writer: FunctionWriter, motion: Motion): LoopOperand {
  if (motion === 'constant') {
    const base = writer.parameter(valueType.f64)
    return { motion, base, rowStride: base, columnStride: base }
  }
  const base = writer.parameter(valueType.i32)
  const rowStride = writer.parameter(valueType.i32)
  const columnStride = motion === 'strided' ? writer.parameter(valueType.i32) : base
  return { motion, base, rowStride, columnStride }
}

/** Leaves the operand's vector at a place on the stack. */
export function loadOperand(
  writer: FunctionWriter,
  lanes: Lanes,
  { position }: LoopFrame,
  { motion, base, columnStride }: LoopOperand,
  place: Place,
): void {
  writer.get(base)
  if (motion === 'constant') {
    if (lanes.dtype === 'float32') writer.emit(op.f32DemoteF64)
    writer.emit(lanes.splat)
    return
  }
  if (motion === 'column') {
    writer.access(lanes.loadSplat, 0)
    return
  }
  writer.get(position)
  if (motion === 'element') {
    writer.emit(op.i32Add)
    writer.access(place.single ? lanes.loadSplat : op.v128Load, place.offset)
    return
  }
  writer.integer(lanes.shift)
  writer.emit(op.i32ShrU)
  writer.get(columnStride)
  writer.emit(op.i32Mul)
  writer.emit(op.i32Add)
  if (place.single) writer.access(lanes.loadSplat, 0)
  else gather(writer, lanes, columnStride)
}

/** Loads lanes one by one from the address on the stack on. */
function gather(writer: FunctionWriter, lanes: Lanes, stride: Local): void {
  const address = writer.scratchLocal(valueType.i32)
  const vector = writer.scratchLocal(valueType.v128)
  writer.tee(address)
  writer.access(lanes.loadZero, 0)
  for (let lane = 1; lane < lanes.count; lane++) {
    writer.set(vector)
    writer.get(address)
    writer.get(stride)
    writer.emit(op.i32Add)
    writer.tee(address)
    writer.get(vector)
    writer.access(lanes.loadLane, 0, lane)
  }
}

/** Leaves the vector of column indices at a place on the stack. */
export function loadColumnIndices(
  writer: FunctionWriter,
  lanes: Lanes,
  { position }: LoopFrame,
  place: Place,
): void {
  writer.get(position)
  writer.integer(lanes.shift)
  writer.emit(op.i32ShrU)
  writer.emit(lanes.convertInteger)
  writer.emit(lanes.splat)
  if (place.single) return
  const first = place.offset >> lanes.shift
  const indices = Array.from({ length: lanes.count }, (_, lane) => first + lane)
  writer.vector(lanes.dtype === 'float32' ? new Float32Array(indices) : new Float64Array(indices))
  writer.emit(lanes.add)
}
