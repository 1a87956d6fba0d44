import { signedBytes, unsignedBytes } from './module-writer.ts'
import { op, type ValueType, vectorPrefix } from './opcodes.ts'

/** A local variable of the function that is written. */
export type Local = number

/** Blocks and loops neither take nor leave values. */
const noResult = 0x40
const noAlignment = 0

/** Collects the instructions and local variables of a function. */
export class FunctionWriter {
  readonly body: number[] = []
  readonly parameters: ValueType[] = []
  readonly locals: ValueType[] = []
  readonly #scratch = new Map<ValueType, Local>()

  /** All parameters come before the first local. */
  parameter(type: ValueType): Local {
    return this.parameters.push(type) - 1
  }

  local(type: ValueType): Local {
    return this.parameters.length + this.locals.push(type) - 1
  }

  /** A variable for the next few instructions: whoever asks for the type next gets the same. */
  scratchLocal(type: ValueType): Local {
    let local = this.#scratch.get(type)
    if (local === undefined) {
      local = this.local(type)
      this.#scratch.set(type, local)
    }
    return local
  }

  /** An instruction and its immediates. */
  emit(code: number, ...immediates: number[]): void {
    if (code < vectorPrefix) this.body.push(code)
    else this.body.push(0xfd, ...unsignedBytes(code - vectorPrefix))
    this.body.push(...immediates)
  }

  get(local: Local): void {
    this.emit(op.localGet, ...unsignedBytes(local))
  }

  set(local: Local): void {
    this.emit(op.localSet, ...unsignedBytes(local))
  }

  tee(local: Local): void {
    this.emit(op.localTee, ...unsignedBytes(local))
  }

  integer(value: number): void {
    this.emit(op.i32Const, ...signedBytes(value))
  }

  /** `local += step` of whole numbers, where the step is written by the caller. */
  increase(local: Local, step: () => void): void {
    this.get(local)
    step()
    this.emit(op.i32Add)
    this.set(local)
  }

  double(value: number): void {
    this.emit(op.f64Const, ...littleEndian(new Float64Array([value])))
  }

  vector(values: Float32Array | Float64Array): void {
    this.emit(op.v128Const, ...littleEndian(values))
  }

  /** A load or store; the address lies on the stack, below the value of a store. */
  access(code: number, offset: number, ...lane: number[]): void {
    this.emit(code, noAlignment, ...unsignedBytes(offset), ...lane)
  }

  call(index: number): void {
    this.emit(op.call, ...unsignedBytes(index))
  }

  /** Repeats `body` while `condition` leaves something other than 0, which it is asked first. */
  whileTrue(condition: () => void, body: () => void): void {
    this.unless(
      () => {
        condition()
        this.emit(op.i32Eqz)
      },
      () => {
        this.emit(op.loop, noResult)
        body()
        condition()
        this.emit(op.brIf, 0)
        this.emit(op.end)
      },
    )
  }

  /** Runs `body` if `condition` leaves 0. */
  unless(condition: () => void, body: () => void): void {
    this.emit(op.block, noResult)
    condition()
    this.emit(op.brIf, 0)
    body()
    this.emit(op.end)
  }

  /** The instructions of the function, ended. */
  ended(): number[] {
    return [...this.body, op.end]
  }
}

function littleEndian(values: Float32Array | Float64Array): number[] {
  const size = values.BYTES_PER_ELEMENT
  const view = new DataView(new ArrayBuffer(values.length * size))
  for (const [i, value] of values.entries()) {
    if (size === 4) view.setFloat32(i * size, value, true)
    else view.setFloat64(i * size, value, true)
  }
  return Array.from(new Uint8Array(view.buffer))
}
