/*
 * The innermost loops of every matrix product: a 2×3 tile of sums that stays in registers, run over
 * all pairs of packed panels of a block of A and a block of B.
 *
 * Why 2×3. V8 computes all products of an iteration before it adds the first of them, so a tile
 * takes two registers an element, and x64 has 15 to give. The six sums of 2×3 fit with their
 * products; from 2×4 on sums are spilled, each addition waits for a store and a load, and the loop
 * runs at half the speed. Unrolling over the depth spills for the same reason. `| 0` tells the
 * compiler that an index cannot overflow, which is worth a fifth.
 *
 * Why a closure, made once. Its arrays are constants to the compiler, which then knows their
 * addresses and lengths; as parameters or variables they are looked up again in every iteration, at
 * two thirds of the speed. They are Float64Arrays for both element types, so there is one such loop.
 */

/** Rows of a tile, and of a panel of A. */
export const tileRows = 2

/** Columns of a tile, and of a panel of B. */
export const tileColumns = 3

/** Blocks of these sizes at most: a panel of A and one of B fit a first-level cache, `left` a second. */
export const rowBlock: number = 128 * tileRows
export const columnBlock: number = 128 * tileColumns
export const depthBlock = 256

/** Memory for one block of the product, and the loops over it. */
export interface TileBlock {
  /** The block of A in panels of two rows: element k of a panel's first row, of its second, element k + 1 … */
  readonly left: Float64Array
  /** The block of B in panels of three columns, likewise. */
  readonly right: Float64Array
  /** The block of the product, row-major. */
  readonly sums: Float64Array
  /**
   * Adds the product of `left` and `right` to `sums`, whose rows lie `stride` apart. Each sum over the
   * depth starts from 0 and runs from first to last. Tiles that lie wholly below the diagonal, where
   * column j meets row j + `diagonal`, are passed over.
   */
  readonly addTiles: (
    height: number,
    width: number,
    depth: number,
    stride: number,
    diagonal: number,
  ) => void
}

let made: TileBlock | undefined

/** The memory and the loops; there is one of them, since a second would make neither constant. */
export const tileBlock = (): TileBlock => {
  made ??= makeTileBlock()
  return made
}

function makeTileBlock(): TileBlock {
  const left = new Float64Array(rowBlock * depthBlock)
  const right = new Float64Array(columnBlock * depthBlock)
  const sums = new Float64Array(rowBlock * (columnBlock | 1))

  function addTile(depth: number, p: number, q: number, at: number, stride: number): void {
    let s00 = 0
    let s01 = 0
    let s02 = 0
    let s10 = 0
    let s11 = 0
    let s12 = 0
    let i = p | 0
    let j = q | 0
    const end = (p + depth * 2) | 0
    for (; i < end; i = (i + 2) | 0) {
      const b0 = right[j]
      const b1 = right[(j + 1) | 0]
      const b2 = right[(j + 2) | 0]
      const a0 = left[i]
      s00 += a0 * b0
      s01 += a0 * b1
      s02 += a0 * b2
      const a1 = left[(i + 1) | 0]
      s10 += a1 * b0
      s11 += a1 * b1
      s12 += a1 * b2
      j = (j + 3) | 0
    }
    const next = (at + stride) | 0
    sums[at] += s00
    sums[(at + 1) | 0] += s01
    sums[(at + 2) | 0] += s02
    sums[next] += s10
    sums[(next + 1) | 0] += s11
    sums[(next + 2) | 0] += s12
  }

  function addTiles(
    height: number,
    width: number,
    depth: number,
    stride: number,
    diagonal: number,
  ): void {
    for (let j = 0; j < width; j += tileColumns) {
      const end = Math.min(height, j + tileColumns + diagonal)
      for (let i = 0; i < end; i += tileRows) {
        addTile(depth, i * depth, j * depth, i * stride + j, stride)
      }
    }
  }

  return { left, right, sums, addTiles }
}
