/*
 * The WebAssembly instructions that emitted loops use, by the names of the specification
 * (https://webassembly.github.io/spec/core/binary/instructions.html). Those from 0x100 on are
 * vector instructions: 0xfd, then the number less 0x100.
 */

export const valueType = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const
export type ValueType = (typeof valueType)[keyof typeof valueType]

export const vectorPrefix = 0x100

export const op = {
  block: 0x02,
  loop: 0x03,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  call: 0x10,
  select: 0x1b,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Const: 0x41,
  f64Const: 0x44,
  i32Eqz: 0x45,
  i32LtS: 0x48,
  i32LeS: 0x4c,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32Mul: 0x6c,
  i32Shl: 0x74,
  i32ShrU: 0x76,
  f64Add: 0xa0,
  f64Div: 0xa3,
  f32DemoteF64: 0xb6,
  f64PromoteF32: 0xbb,
  f32Min: 0x96,
  f32Max: 0x97,
  f64Min: 0xa4,
  f64Max: 0xa5,
  f32ConvertI32: 0xb2,
  f64ConvertI32: 0xb7,
  f64Load: 0x2b,
  f32Store: 0x38,
  f64Store: 0x39,
  memoryPrefix: 0xfc,
  memoryFill: 0x0b,

  v128Load: 0x100,
  v128Load32Splat: 0x109,
  v128Load64Splat: 0x10a,
  v128Store: 0x10b,
  v128Const: 0x10c,
  i8x16Shuffle: 0x10d,
  f32x4Splat: 0x113,
  f64x2Splat: 0x114,
  f32x4ExtractLane: 0x11f,
  f64x2ExtractLane: 0x121,
  v128Not: 0x14d,
  v128And: 0x14e,
  v128Andnot: 0x14f,
  v128Or: 0x150,
  v128Bitselect: 0x152,
  v128Load32Lane: 0x156,
  v128Load64Lane: 0x157,
  v128Store32Lane: 0x15a,
  v128Store64Lane: 0x15b,
  v128Load32Zero: 0x15c,
  v128Load64Zero: 0x15d,
  f64x2PromoteLow: 0x15f,
  f64x2Add: 0x1f0,
} as const
