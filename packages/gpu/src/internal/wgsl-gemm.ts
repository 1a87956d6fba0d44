/*
 * Departure: a matrix product in WGSL beside gpu.js's. A gpu.js kernel computes one element a thread
 * and reads all of its row and column from memory; it has no workgroup memory to share them in. This
 * one runs on gpu.js's own device and buffers, and is used where it is found faster.
 *
 * A workgroup of 16×16 threads computes a square tile of the result, `side` wide, each thread a block
 * of side/16 × side/16 in registers. A slab of A and one of B, `slab` deep, go through workgroup
 * memory. Transposes are a matter of which index runs along memory; neighbouring threads load
 * neighbouring elements either way. Elements sum over the depth from first to last, each by itself: a
 * product XᵀX is symmetric to the last bit.
 *
 * Both sides fit what every adapter grants, 256 threads and 16 KiB of workgroup memory, which 128
 * fills; gpu.js asks its device for no more, so limits leave nothing to choose.
 */
import type { Product } from './gpu-engine.ts'
import type { WebGpuBackend } from './web-gpu-backend.ts'

/** The sides of a tile, and threads along one of them. */
export type TileSide = 64 | 128
const threads = 16

/** Elements of the depth that are in workgroup memory at a time. */
const slab = 16

interface Variant {
  readonly transposeA: boolean
  readonly transposeB: boolean
  readonly addend: boolean
  readonly side: TileSide
}

const nameOf = ({ transposeA, transposeB, addend, side }: Variant): string =>
  `gemm ${transposeA ? 'T' : 'N'}${transposeB ? 'T' : 'N'}${addend ? 'C' : ''} ${side}`

/**
 * Loads a slab into workgroup memory, `slab` rows of `side` elements. `alongDepth`: the depth runs
 * along memory.
 */
function loadSlab(name: 'a' | 'b', alongDepth: boolean, side: TileSide): string {
  const [first, extent] = name === 'a' ? ['row0', 'params.rows'] : ['column0', 'params.columns']
  const [fast, place] = alongDepth
    ? [slab, `tile_${name}[f * ${side}u + s] = v;`]
    : [side, `tile_${name}[s * ${side}u + f] = v;`]
  const [depth, across] = alongDepth ? ['f', 's'] : ['s', 'f']
  return `for (var i = local; i < ${slab * side}u; i += ${threads * threads}u) {
      let f = i % ${fast}u;
      let s = i / ${fast}u;
      let k = depth0 + ${depth};
      let at = ${first} + ${across};
      var v = 0.0;
      if (k < params.depth && at < ${extent}) {
        v = ${name}[params.${name}_start + ${alongDepth ? `at * params.${name}_stride + k` : `k * params.${name}_stride + at`}];
      }
      ${place}
    }`
}

function source(variant: Variant): string {
  const { transposeA, transposeB, addend, side } = variant
  const block = side / threads
  const each = (text: (i: number) => string): string =>
    Array.from({ length: block }, (_, i) => text(i)).join(' ')
  return `
struct Params {
  rows: u32, columns: u32, depth: u32, c_stride: u32,
  a_start: u32, a_stride: u32, b_start: u32, b_stride: u32, alpha: f32, beta: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
${addend ? '@group(0) @binding(3) var<storage, read> c: array<f32>;' : ''}
@group(0) @binding(${addend ? 4 : 3}) var<storage, read_write> result: array<f32>;
var<workgroup> tile_a: array<f32, ${slab * side}>;
var<workgroup> tile_b: array<f32, ${slab * side}>;

@compute @workgroup_size(${threads}, ${threads})
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(local_invocation_id) id: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let row0 = group.y * ${side}u;
  let column0 = group.x * ${side}u;
  ${each((i) => each((j) => `var s${i}_${j} = 0.0;`))}
  for (var depth0 = 0u; depth0 < params.depth; depth0 += ${slab}u) {
    ${loadSlab('a', !transposeA, side)}
    ${loadSlab('b', transposeB, side)}
    workgroupBarrier();
    for (var k = 0u; k < ${slab}u; k++) {
      ${each((i) => `let a${i} = tile_a[k * ${side}u + id.y + ${i * threads}u];`)}
      ${each((j) => `let b${j} = tile_b[k * ${side}u + id.x + ${j * threads}u];`)}
      ${each((i) => each((j) => `s${i}_${j} = fma(a${i}, b${j}, s${i}_${j});`))}
    }
    workgroupBarrier();
  }
  ${each((i) =>
    each(
      (j) => `{
    let row = row0 + id.y + ${i * threads}u;
    let column = column0 + id.x + ${j * threads}u;
    if (row < params.rows && column < params.columns) {
      result[row * params.columns + column] = params.alpha * s${i}_${j}${
        addend ? ' + params.beta * c[row * params.c_stride + column]' : ''
      };
    }
  }`,
    ),
  )}
}`
}

/** Products by tiles of that side. */
export const wgslGemm =
  (backend: WebGpuBackend, side: TileSide): Product =>
  (a, b, { alpha, beta, c, depth }, shape) => {
    const variant: Variant = {
      transposeA: a.transpose,
      transposeB: b.transpose,
      addend: c !== undefined,
      side,
    }
    const params = new ArrayBuffer(48)
    const places = [a, b].flatMap(({ start, stride }) => [start, stride])
    new Uint32Array(params).set([shape.rows, shape.columns, depth, c?.output[0] ?? 0, ...places])
    new Float32Array(params).set([alpha, beta], 8)
    return backend.launchShader(
      { name: nameOf(variant), source: () => source(variant) },
      params,
      c ? [a.handle, b.handle, c] : [a.handle, b.handle],
      shape,
      [Math.ceil(shape.columns / side), Math.ceil(shape.rows / side)],
    )
  }
