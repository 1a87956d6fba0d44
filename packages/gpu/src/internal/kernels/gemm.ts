import { type Kernel, kernel } from '../kernel.ts'

/** α op(A) op(B) + β C, an element a thread. */
export function gemmKernel(transposeA: boolean, transposeB: boolean, addend: boolean): Kernel {
  const a = transposeA ? 'a[i][this.thread.y]' : 'a[this.thread.y][i]'
  const b = transposeB ? 'b[this.thread.x][i]' : 'b[i][this.thread.x]'
  const more = addend ? ' + beta * c[this.thread.y][this.thread.x]' : ''
  return kernel(
    `gemm ${transposeA ? 'T' : 'N'}${transposeB ? 'T' : 'N'}${addend ? ' + C' : ''}`,
    () => ({
      parameters: ['a', 'b', 'depth', 'alpha', ...(addend ? ['c', 'beta'] : [])],
      body: `let s = 0.0;
    for (let i = 0; i < depth; i++) { s = s + ${a} * ${b}; }
    return alpha * s${more};`,
    }),
  )
}
