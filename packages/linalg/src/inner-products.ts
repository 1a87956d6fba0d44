import { expression, finite, mul, not } from './expression.ts'
import { map, reduce } from './map.ts'
import type { Matrix } from './matrix.ts'

const product = /* @__PURE__ */ expression((x, y) => mul(x, y))
const infinite = /* @__PURE__ */ expression((x) => not(finite(x)))
const none = /* @__PURE__ */ expression((count) => not(count))

/** Σ xᵢⱼ yᵢⱼ as a 1×1 matrix: for columns xᵀy, for matrices ⟨X, Y⟩. */
export const dot = (x: Matrix, y: Matrix): Matrix => reduce('sum', 'all', product, x, y)

/** 1 if every element is finite, else 0, as a 1×1 matrix. */
export const allFinite = (a: Matrix): Matrix => map(none, reduce('sum', 'all', infinite, a))
