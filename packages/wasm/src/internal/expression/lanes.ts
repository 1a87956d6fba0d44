import type { Dtype } from '@kq/linalg/dtype'
import type { BinaryOperator, UnaryOperator } from '@kq/linalg/expression'
import { op, type ValueType, valueType, vectorPrefix } from './opcodes.ts'

/** The instructions of one interpretation of a vector: four float32 or two float64. */
export interface Lanes {
  readonly dtype: Dtype
  readonly count: number
  /** log₂ of the bytes of a lane. */
  readonly shift: number
  readonly scalar: ValueType
  readonly splat: number
  readonly extract: number
  readonly loadSplat: number
  readonly loadZero: number
  readonly loadLane: number
  readonly storeLane: number
  readonly storeScalar: number
  readonly convertInteger: number
  readonly scalarMin: number
  readonly scalarMax: number
  readonly notEqual: number
  readonly add: number
  readonly min: number
  readonly max: number
  /** pmin(a, b) is b < a ? b : a, one instruction on most machines, min is eight. */
  readonly pmin: number
  readonly pmax: number
  readonly unary: Readonly<Partial<Record<UnaryOperator, number>>>
  readonly binary: Readonly<Partial<Record<BinaryOperator, number>>>
}

const vector = (code: number): number => vectorPrefix + code

/** The instructions that lie in the same order for both, from the first comparison and from abs. */
const common = (
  compare: number,
  abs: number,
): Pick<Lanes, 'notEqual' | 'add' | 'min' | 'max' | 'pmin' | 'pmax' | 'unary' | 'binary'> => ({
  notEqual: vector(compare + 1),
  add: vector(abs + 4),
  min: vector(abs + 8),
  max: vector(abs + 9),
  pmin: vector(abs + 10),
  pmax: vector(abs + 11),
  unary: { abs: vector(abs), neg: vector(abs + 1), sqrt: vector(abs + 3) },
  binary: {
    eq: vector(compare),
    lt: vector(compare + 2),
    gt: vector(compare + 3),
    le: vector(compare + 4),
    ge: vector(compare + 5),
    add: vector(abs + 4),
    sub: vector(abs + 5),
    mul: vector(abs + 6),
    div: vector(abs + 7),
    min: vector(abs + 8),
    max: vector(abs + 9),
  },
})

export const lanesOf: Readonly<Record<Dtype, Lanes>> = {
  float32: {
    ...common(0x41, 0xe0),
    dtype: 'float32',
    count: 4,
    shift: 2,
    scalar: valueType.f32,
    splat: op.f32x4Splat,
    extract: op.f32x4ExtractLane,
    loadSplat: op.v128Load32Splat,
    loadZero: op.v128Load32Zero,
    loadLane: op.v128Load32Lane,
    storeLane: op.v128Store32Lane,
    storeScalar: op.f32Store,
    convertInteger: op.f32ConvertI32,
    scalarMin: op.f32Min,
    scalarMax: op.f32Max,
  },
  float64: {
    ...common(0x47, 0xec),
    dtype: 'float64',
    count: 2,
    shift: 3,
    scalar: valueType.f64,
    splat: op.f64x2Splat,
    extract: op.f64x2ExtractLane,
    loadSplat: op.v128Load64Splat,
    loadZero: op.v128Load64Zero,
    loadLane: op.v128Load64Lane,
    storeLane: op.v128Store64Lane,
    storeScalar: op.f64Store,
    convertInteger: op.f64ConvertI32,
    scalarMin: op.f64Min,
    scalarMax: op.f64Max,
  },
}
