import { type GpuMode, openGpuEngine } from '@kq/gpu/open-gpu-engine'
import type { GoldenFile, UnitsFile } from '../../conformance/golden-file.ts'
import { objections } from '../support/objections.ts'

/** What a page is given: the mode of the GPU, and files to replay in it. */
export interface ReplayRequest {
  readonly mode: GpuMode
  readonly files: readonly (GoldenFile | UnitsFile)[]
}

/** What came out, and in which mode. */
export interface ReplayReport {
  readonly mode: GpuMode
  readonly objections: readonly string[]
}

/** Replays files on the GPU of a page. */
export async function replayAll({ mode, files }: ReplayRequest): Promise<ReplayReport> {
  const { engine, mode: opened } = await openGpuEngine({ mode, gemm: 'wgsl 64' })
  const found: string[] = []
  for (const file of files) found.push(...(await objections(file, engine)))
  return { mode: opened, objections: found }
}
