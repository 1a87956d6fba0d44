/* What the kernel module exports: every kernel for both element types, and the threads' entry. */
import { factor, invertFromFactor, readLower, writeLower } from './factor'
import { multiply } from './multiply'
import { mirror, updateRankTwo } from './symmetric'
import { stalled } from './team'
import { solveLower } from './triangular'
import { multiplyRowsByVector, multiplyVectorByRows } from './vector'

export { workOnJob } from './multiply'
export { awaitJob, enterJob, leaveJob } from './team'
export { initialize, workspaceBytes } from './workspace'

/** Whether other threads have stopped answering; nothing can be computed any more then. */
export function isStalled(): bool {
  return stalled
}

export * from './transcendental'

export function multiply32(
  rows: usize,
  columns: usize,
  depth: usize,
  alpha: f32,
  a: usize,
  aRowStride: usize,
  aColumnStride: usize,
  b: usize,
  bRowStride: usize,
  bColumnStride: usize,
  beta: f32,
  c: usize,
  cRowStride: usize,
  cColumnStride: usize,
  out: usize,
  outStride: usize,
  upper: bool,
): void {
  multiply<f32>(
    rows,
    columns,
    depth,
    alpha,
    a,
    aRowStride,
    aColumnStride,
    b,
    bRowStride,
    bColumnStride,
    beta,
    c,
    cRowStride,
    cColumnStride,
    out,
    outStride,
    upper,
  )
}

export function multiply64(
  rows: usize,
  columns: usize,
  depth: usize,
  alpha: f64,
  a: usize,
  aRowStride: usize,
  aColumnStride: usize,
  b: usize,
  bRowStride: usize,
  bColumnStride: usize,
  beta: f64,
  c: usize,
  cRowStride: usize,
  cColumnStride: usize,
  out: usize,
  outStride: usize,
  upper: bool,
): void {
  multiply<f64>(
    rows,
    columns,
    depth,
    alpha,
    a,
    aRowStride,
    aColumnStride,
    b,
    bRowStride,
    bColumnStride,
    beta,
    c,
    cRowStride,
    cColumnStride,
    out,
    outStride,
    upper,
  )
}

export function mirror32(a: usize, stride: usize, n: usize): void {
  mirror<f32>(a, stride, n)
}

export function mirror64(a: usize, stride: usize, n: usize): void {
  mirror<f64>(a, stride, n)
}

export function updateRankTwo32(
  n: usize,
  h: usize,
  hStride: usize,
  s: usize,
  q: usize,
  a: f32,
  b: f32,
  w: usize,
  out: usize,
): void {
  updateRankTwo<f32>(n, h, hStride, s, q, a, b, w, out)
}

export function updateRankTwo64(
  n: usize,
  h: usize,
  hStride: usize,
  s: usize,
  q: usize,
  a: f64,
  b: f64,
  w: usize,
  out: usize,
): void {
  updateRankTwo<f64>(n, h, hStride, s, q, a, b, w, out)
}

export function multiplyRowsByVector32(
  rows: usize,
  depth: usize,
  alpha: f32,
  a: usize,
  stride: usize,
  x: usize,
  beta: f32,
  c: usize,
  cStride: usize,
  out: usize,
): void {
  multiplyRowsByVector<f32>(rows, depth, alpha, a, stride, x, beta, c, cStride, out)
}

export function multiplyRowsByVector64(
  rows: usize,
  depth: usize,
  alpha: f64,
  a: usize,
  stride: usize,
  x: usize,
  beta: f64,
  c: usize,
  cStride: usize,
  out: usize,
): void {
  multiplyRowsByVector<f64>(rows, depth, alpha, a, stride, x, beta, c, cStride, out)
}

export function multiplyVectorByRows32(
  depth: usize,
  columns: usize,
  alpha: f32,
  a: usize,
  stride: usize,
  x: usize,
  beta: f32,
  c: usize,
  cStride: usize,
  out: usize,
): void {
  multiplyVectorByRows<f32>(depth, columns, alpha, a, stride, x, beta, c, cStride, out)
}

export function multiplyVectorByRows64(
  depth: usize,
  columns: usize,
  alpha: f64,
  a: usize,
  stride: usize,
  x: usize,
  beta: f64,
  c: usize,
  cStride: usize,
  out: usize,
): void {
  multiplyVectorByRows<f64>(depth, columns, alpha, a, stride, x, beta, c, cStride, out)
}

export function solveLower32(
  n: usize,
  columns: usize,
  t: usize,
  tRowStride: usize,
  tColumnStride: usize,
  x: usize,
  stride: usize,
): void {
  solveLower<f32>(n, columns, t, tRowStride, tColumnStride, x, stride)
}

export function solveLower64(
  n: usize,
  columns: usize,
  t: usize,
  tRowStride: usize,
  tColumnStride: usize,
  x: usize,
  stride: usize,
): void {
  solveLower<f64>(n, columns, t, tRowStride, tColumnStride, x, stride)
}

export function readLower32(
  n: usize,
  a: usize,
  rowStride: usize,
  columnStride: usize,
  u: usize,
  stride: usize,
): void {
  readLower<f32>(n, a, rowStride, columnStride, u, stride)
}

export function readLower64(
  n: usize,
  a: usize,
  rowStride: usize,
  columnStride: usize,
  u: usize,
  stride: usize,
): void {
  readLower<f64>(n, a, rowStride, columnStride, u, stride)
}

export function writeLower32(
  n: usize,
  u: usize,
  stride: usize,
  out: usize,
  outStride: usize,
): void {
  writeLower<f32>(n, u, stride, out, outStride)
}

export function writeLower64(
  n: usize,
  u: usize,
  stride: usize,
  out: usize,
  outStride: usize,
): void {
  writeLower<f64>(n, u, stride, out, outStride)
}

export function factor32(n: usize, a: usize, stride: usize): i32 {
  return factor<f32>(n, a, stride)
}

export function factor64(n: usize, a: usize, stride: usize): i32 {
  return factor<f64>(n, a, stride)
}

export function invertFromFactor32(
  n: usize,
  u: usize,
  stride: usize,
  room: usize,
  out: usize,
  outStride: usize,
): void {
  invertFromFactor<f32>(n, u, stride, room, out, outStride)
}

export function invertFromFactor64(
  n: usize,
  u: usize,
  stride: usize,
  room: usize,
  out: usize,
  outStride: usize,
): void {
  invertFromFactor<f64>(n, u, stride, room, out, outStride)
}
