import { type ValueType, valueType } from './opcodes.ts'

/*
 * The binary format of WebAssembly modules, as far as a module of one exported function on an
 * imported memory needs it (https://webassembly.github.io/spec/core/binary/modules.html).
 */

/** An unsigned integer in LEB128. */
export function unsignedBytes(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  do {
    const low = rest % 128
    rest = Math.floor(rest / 128)
    bytes.push(rest > 0 ? low + 128 : low)
  } while (rest > 0)
  return bytes
}

/** A signed 32-bit integer in LEB128. */
export function signedBytes(value: number): number[] {
  const bytes: number[] = []
  for (let rest = value; ; rest >>= 7) {
    const low = rest & 0x7f
    const done = rest >> 7 === -(low >> 6)
    bytes.push(done ? low : low + 128)
    if (done) return bytes
  }
}

const counted = (items: readonly (readonly number[])[]): number[] => [
  ...unsignedBytes(items.length),
  ...items.flat(),
]

const sized = (bytes: readonly number[]): number[] => [...unsignedBytes(bytes.length), ...bytes]

const nameBytes = (name: string): number[] =>
  sized(Array.from(name, (letter) => letter.charCodeAt(0)))

const section = (id: number, bytes: readonly number[]): number[] => [id, ...sized(bytes)]

const functionType = (
  parameters: readonly ValueType[],
  results: readonly ValueType[],
): number[] => [
  0x60,
  ...counted(parameters.map((type) => [type])),
  ...counted(results.map((type) => [type])),
]

/** A module of one function, `run`, which returns nothing. */
export interface ModuleParts {
  /** Imports `from.name` of v128 to v128; they are functions 0, 1, …. */
  readonly vectorFunctions: readonly string[]
  /** Whether `from.memory` is shared. */
  readonly sharedMemory: boolean
  readonly parameters: readonly ValueType[]
  /** Beyond the parameters. */
  readonly locals: readonly ValueType[]
  readonly body: readonly number[]
}

/** Where imports come from. */
export const importModule = 'from'

const largestMemory = 65536

/** The bytes of a module. */
export function moduleBytes(parts: ModuleParts): Uint8Array<ArrayBuffer> {
  const { vectorFunctions, sharedMemory, parameters, locals, body } = parts
  const from = nameBytes(importModule)
  const limits = sharedMemory ? [0x03, 0, ...unsignedBytes(largestMemory)] : [0x00, 0]
  const imports = [
    [...from, ...nameBytes('memory'), 0x02, ...limits],
    ...vectorFunctions.map((name) => [...from, ...nameBytes(name), 0x00, 1]),
  ]
  const code = [...counted(locals.map((type) => [1, type])), ...body]
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(
      1,
      counted([functionType(parameters, []), functionType([valueType.v128], [valueType.v128])]),
    ),
    ...section(2, counted(imports)),
    ...section(3, counted([[0]])),
    ...section(7, counted([[...nameBytes('run'), 0x00, ...unsignedBytes(vectorFunctions.length)]])),
    ...section(10, counted([sized(code)])),
  ])
}
