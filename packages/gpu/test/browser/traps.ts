import { fill } from '@kq/linalg/constant'
import { read } from '@kq/linalg/read'
import { type GpuEngine, gpuEngine } from '../../src/internal/gpu-engine.ts'
import { loadGpuJs } from '../../src/internal/gpu-js.ts'
import { webGl2Backend } from '../../src/internal/web-gl2-backend.ts'
import { type Outcome, traps } from '../support/traps.ts'

/** By name, what came out, or the error that came instead. */
export type TrapReport = Readonly<Record<string, Partial<Outcome> & { readonly error?: string }>>

/**
 * Makes the page's WebGL2 say what phones say: the lowest precision indexes no more than 256 elements.
 * What it computes with stays as it is.
 */
function pretendLowPrecision(): void {
  const { prototype } = WebGL2RenderingContext
  const { getShaderPrecisionFormat } = prototype
  prototype.getShaderPrecisionFormat = function (shader, precision) {
    const { LOW_FLOAT, LOW_INT } = WebGL2RenderingContext
    const format = getShaderPrecisionFormat.call(this, shader, precision)
    if (precision !== LOW_FLOAT && precision !== LOW_INT) return format
    return { rangeMin: 8, rangeMax: 8, precision: 8 } as WebGLShaderPrecisionFormat
  }
}

const open = async (): Promise<GpuEngine> => gpuEngine(await webGl2Backend(await loadGpuJs()))

/** All traps on one engine, which is not checked when it is opened. */
export async function runTraps(): Promise<TrapReport> {
  pretendLowPrecision()
  const engine = await open()
  const report: Record<string, TrapReport[string]> = {}
  for (const [name, run] of Object.entries(traps)) {
    report[name] = await run(engine).catch((error: Error) => ({ error: error.message }))
  }
  return report
}

/** The name and message of the error for a matrix of that shape; nothing where there is none. */
export async function refusal([rows, columns]: readonly [number, number]): Promise<string> {
  const engine = await open()
  try {
    await read(fill(rows, columns, 1, engine))
    return ''
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
}
