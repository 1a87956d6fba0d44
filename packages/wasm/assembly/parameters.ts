/*
 * Sizes that all kernels share. A vector is 16 bytes; a row of a tile is two vectors, eight float32
 * or four float64, so panels have the same bytes for both types. See ../README.md for the reasons.
 */

/** Rows of a register tile: as many as V8 keeps in its 15 vector registers. */
export const tileRows: usize = ASC_FEATURE_RELAXED_SIMD ? 6 : 4

/** Bytes of a row of a tile, and of one step of a panel of B. */
export const rowBytes: usize = 32

/** Bytes of one step of a panel of A: every element fills a vector of its own. */
export const stepBytes: usize = tileRows * 16

/** Depth of a block. Sums run over whole blocks of it, so it decides about bits. */
export const depthBlock: usize = 256

/** Panels of a block of B. */
export const panelBlock: usize = 255

/** Rows of a block of A at most: a multiple of 4 and of 6. */
export const rowBlock: usize = 60

/** Panels of B that are packed for one ticket. */
export const packBlock: usize = 32

/** The largest triangle that is factored, solved or inverted by plain loops. */
export const leaf: usize = 32

/** Lanes of a vector. */
export function lanes<T extends number>(): usize {
  return 16 / sizeof<T>()
}

/** Elements of a row of a tile. */
export function tileColumns<T extends number>(): usize {
  return 32 / sizeof<T>()
}

/** a b + c, rounded once where the module is the relaxed one and the machine can. */
export function multiplyAdd<T extends number>(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD
    ? v128.relaxed_madd<T>(a, b, c)
    : v128.add<T>(c, v128.mul<T>(a, b))
}
