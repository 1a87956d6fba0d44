/*
 * Departure: substitution in WGSL. A gpu.js kernel cannot read what it has written, and each element
 * of a solution needs those before it. A thread solves for one column, in the place of the result.
 */
import type { Shape, TriangularSolveArguments } from '@kq/linalg/engine'
import type { GpuHandle } from './gpu-js.ts'
import type { WebGpuBackend } from './web-gpu-backend.ts'

const threads = 64

/** The index of the row that is solved for at step `i`, and of those solved for before. */
const source = (forward: boolean, transpose: boolean): string => `
struct Params { rows: u32, columns: u32, t_stride: u32, b_stride: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> t: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> x: array<f32>;

fn element(row: u32, column: u32) -> f32 {
  return t[${transpose ? 'column * params.t_stride + row' : 'row * params.t_stride + column'}];
}

@compute @workgroup_size(${threads})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let column = id.x;
  if (column >= params.columns) { return; }
  for (var step = 0u; step < params.rows; step++) {
    let i = ${forward ? 'step' : 'params.rows - 1u - step'};
    var sum = b[i * params.b_stride + column];
    for (var done = 0u; done < step; done++) {
      let j = ${forward ? 'done' : 'params.rows - 1u - done'};
      sum -= element(i, j) * x[j * params.columns + column];
    }
    x[i * params.columns + column] = sum / element(i, i);
  }
}`

/** X with op(T) X = B. */
export function wgslTriangularSolve(
  backend: WebGpuBackend,
  t: GpuHandle,
  b: GpuHandle,
  { lower, transpose }: TriangularSolveArguments,
  shape: Shape,
): GpuHandle {
  const forward = lower !== transpose
  const params = Uint32Array.of(shape.rows, shape.columns, t.output[0], b.output[0])
  return backend.launchShader(
    {
      name: `triangular solve ${forward ? 'forward' : 'backward'}${transpose ? ' T' : ''}`,
      source: () => source(forward, transpose),
    },
    params.buffer,
    [t, b],
    shape,
    [Math.ceil(shape.columns / threads)],
  )
}
