/*
 * The general matrix product after Goto and van de Geijn, "Anatomy of High-Performance Matrix
 * Multiplication" (ACM TOMS 34, 2008). Blocks of depthBlock × panelBlock panels of B are packed by
 * all threads together; then each thread packs blocks of A for itself and runs tiles over them.
 *
 * An element is summed over one whole depth block after the other, whoever computes it and wherever
 * it stands, so its bits depend on its own row of A, column of B and element of C alone.
 */
import { packLeft, packRight } from './pack'
import {
  depthBlock,
  packBlock,
  panelBlock,
  rowBlock,
  rowBytes,
  stepBytes,
  tileColumns,
  tileRows,
} from './parameters'
import { awaitTickets, closeJob, drawTicket, finishTicket, openJob } from './team'
import { multiplyTile, storeTile } from './tile'
import { left, right, threads, tile, workspace } from './workspace'

/** Multiplications from which on other threads are asked. */
const sharedFrom: u64 = 64 * 64 * 64

/** The product that is described in the workspace. Strides are in bytes. */
class Job {
  is64: i32
  rows: usize
  columns: usize
  depth: usize
  a: usize
  aRowStride: usize
  aColumnStride: usize
  b: usize
  bRowStride: usize
  bColumnStride: usize
  /** 0 where there is none. */
  c: usize
  cRowStride: usize
  cColumnStride: usize
  out: usize
  outStride: usize
  /** Whether only the elements on and above the diagonal are wanted. */
  upper: i32
  /** Rows of a block of A, and how many such blocks there are. */
  height: usize
  rowTickets: i32
  packTickets: i32
  tickets: i32
  alpha: f64
  beta: f64
}

function currentJob(): Job {
  return changetype<Job>(workspace + 320)
}

/** out = α A B + β C; C may be `out` itself. Sizes are not 0. */
export function multiply<T extends number>(
  rows: usize,
  columns: usize,
  depth: usize,
  alpha: T,
  a: usize,
  aRowStride: usize,
  aColumnStride: usize,
  b: usize,
  bRowStride: usize,
  bColumnStride: usize,
  beta: T,
  c: usize,
  cRowStride: usize,
  cColumnStride: usize,
  out: usize,
  outStride: usize,
  upper: bool,
): void {
  const job = currentJob()
  job.is64 = sizeof<T>() === 8 ? 1 : 0
  job.rows = rows
  job.columns = columns
  job.depth = depth
  job.alpha = <f64>alpha
  job.a = a
  job.aRowStride = aRowStride
  job.aColumnStride = aColumnStride
  job.b = b
  job.bRowStride = bRowStride
  job.bColumnStride = bColumnStride
  job.beta = <f64>beta
  job.c = c
  job.cRowStride = cRowStride
  job.cColumnStride = cColumnStride
  job.out = out
  job.outStride = outStride
  job.upper = upper ? 1 : 0
  const shared = threads > 1 && <u64>rows * <u64>columns * <u64>depth >= sharedFrom
  // Smaller blocks leave less to wait for at the end.
  job.height = shared ? rowBlock / 2 : rowBlock
  job.rowTickets = <i32>((rows + job.height - 1) / job.height)
  const width = tileColumns<T>()
  const panels = min<usize>(panelBlock, (columns + width - 1) / width)
  job.packTickets = <i32>((panels + packBlock - 1) / packBlock)
  const block = panelBlock * width
  const blocks = ((columns + block - 1) / block) * ((depth + depthBlock - 1) / depthBlock)
  job.tickets = <i32>blocks * (job.rowTickets + job.packTickets)
  openJob(shared)
  workOn<T>()
  closeJob(shared, job.tickets)
}

/** Draws tickets of the open job until there are none. */
export function workOnJob(): void {
  if (currentJob().is64) workOn<f64>()
  else workOn<f32>()
}

function workOn<T extends number>(): void {
  const job = currentJob()
  const tickets = job.tickets
  const packTickets = job.packTickets
  const perBlock = packTickets + job.rowTickets
  const blocksDeep = <i32>((job.depth + depthBlock - 1) / depthBlock)
  for (let ticket = drawTicket(); ticket < tickets; ticket = drawTicket()) {
    const block = ticket / perBlock
    const part = ticket % perBlock
    const column = <usize>(block / blocksDeep) * (panelBlock * tileColumns<T>())
    const start = <usize>(block % blocksDeep) * depthBlock
    // Packing overwrites the block of B before, which all must be done with.
    const isPacking = part < packTickets
    if (!awaitTickets(isPacking ? block * perBlock : block * perBlock + packTickets)) return
    if (isPacking) packPanels<T>(job, column, start, <usize>part)
    else multiplyRows<T>(job, column, start, <usize>(part - packTickets) * job.height)
    finishTicket()
  }
}

function packPanels<T extends number>(job: Job, column: usize, start: usize, part: usize): void {
  const depth = min<usize>(depthBlock, job.depth - start)
  const width = tileColumns<T>()
  const from = part * packBlock * width
  const total = min<usize>(panelBlock * width, job.columns - column)
  if (from >= total) return
  packRight<T>(
    job.b + start * job.bRowStride + (column + from) * job.bColumnStride,
    job.bRowStride,
    job.bColumnStride,
    min<usize>(packBlock * width, total - from),
    depth,
    right + part * packBlock * depth * rowBytes,
  )
}

function multiplyRows<T extends number>(job: Job, column: usize, start: usize, row: usize): void {
  const depth = min<usize>(depthBlock, job.depth - start)
  const rows = min<usize>(job.height, job.rows - row)
  const width = tileColumns<T>()
  const columns = min<usize>(panelBlock * width, job.columns - column)
  const upper = job.upper !== 0
  if (upper && column + columns <= row) return
  packLeft<T>(
    job.a + row * job.aRowStride + start * job.aColumnStride,
    job.aRowStride,
    job.aColumnStride,
    rows,
    depth,
    left,
  )
  const size = sizeof<T>()
  const alpha = <T>job.alpha
  const outStride = job.outStride
  // From the second block of the depth on, what is there already is added to.
  const first = start === 0
  const beta = first ? <T>job.beta : <T>1
  const c = first ? job.c : job.out
  const cRowStride = first ? job.cRowStride : outStride
  const cColumnStride = first ? job.cColumnStride : size
  const leftStep = depth * stepBytes
  const rightStep = depth * rowBytes
  for (let j: usize = 0; j < columns; j += width) {
    const b = right + (j / width) * rightStep
    // Row i of the block meets the diagonal in column row + i.
    const last = upper ? min<usize>(rows, max<isize>(0, <isize>(column + j + width - row))) : rows
    for (let i: usize = 0; i < last; i += tileRows) {
      multiplyTile<T>(left + (i / tileRows) * leftStep, b, depth, tile)
      storeTile<T>(
        tile,
        min<usize>(tileRows, rows - i),
        min<usize>(width, columns - j),
        upper ? <isize>(row + i - column - j) : -0x7fff,
        job.out + (row + i) * outStride + (column + j) * size,
        outStride,
        alpha,
        beta,
        c === 0 ? 0 : c + (row + i) * cRowStride + (column + j) * cColumnStride,
        cRowStride,
        cColumnStride,
      )
    }
  }
}
