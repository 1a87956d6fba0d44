/*
 * Departure: a small Cholesky factor and its inverse in WGSL. A gpu.js kernel computes elements that
 * do not wait for each other. One workgroup, a row a thread: first L in workgroup memory, then the
 * columns of L⁻¹, one a thread, below it in the result.
 */
import type { Shape } from '@kq/linalg/engine'
import type { GpuHandle } from './gpu-js.ts'
import type { WebGpuBackend } from './web-gpu-backend.ts'

/** Rows of the largest leaf: its factor fills the 16 KiB of workgroup memory that all adapters have. */
export const leafSize = 64

const source = `
struct Params { n: u32, stride: u32, not_a_number: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read_write> result: array<f32>;
var<workgroup> l: array<f32, ${leafSize * leafSize}>;

@compute @workgroup_size(${leafSize})
fn main(@builtin(local_invocation_index) i: u32) {
  let n = params.n;
  if (i < n) {
    for (var j = 0u; j <= i; j++) { l[i * ${leafSize}u + j] = a[i * params.stride + j]; }
  }
  workgroupBarrier();
  for (var k = 0u; k < n; k++) {
    let pivot = l[k * ${leafSize + 1}u];
    // A square root of what is not positive could be anything.
    let root = select(params.not_a_number, sqrt(pivot), pivot > 0.0);
    workgroupBarrier();
    if (i == k) { l[k * ${leafSize + 1}u] = root; }
    if (i > k && i < n) { l[i * ${leafSize}u + k] /= root; }
    workgroupBarrier();
    if (i > k && i < n) {
      let x = l[i * ${leafSize}u + k];
      for (var j = k + 1u; j <= i; j++) {
        l[i * ${leafSize}u + j] -= x * l[j * ${leafSize}u + k];
      }
    }
    workgroupBarrier();
  }
  if (i >= n) { return; }
  for (var j = 0u; j < n; j++) {
    result[i * n + j] = select(l[i * ${leafSize}u + j], 0.0, j > i);
  }
  for (var r = 0u; r < n; r++) {
    var sum = select(0.0, 1.0, r == i);
    for (var k = i; k < r; k++) { sum -= l[r * ${leafSize}u + k] * result[(n + k) * n + i]; }
    result[(n + r) * n + i] = select(sum / l[r * ${leafSize + 1}u], 0.0, r < i);
  }
}`

/** The Cholesky factor of an n×n matrix and, below it, its inverse, in a result of 2n×n. */
export function wgslFactorLeaf(backend: WebGpuBackend, a: GpuHandle, shape: Shape): GpuHandle {
  const params = new ArrayBuffer(16)
  new Uint32Array(params).set([shape.columns, a.output[0]])
  new Float32Array(params).set([Number.NaN], 2)
  return backend.launchShader(
    { name: 'factor leaf', source: () => source },
    params,
    [a],
    shape,
    [1],
  )
}
