/*
 * The rule of float32 for golden files, for Node.js and for pages alike.
 */
import type { Engine } from '@kq/linalg/engine'
import type { GoldenFile, UnitsFile } from '../../conformance/golden-file.ts'
import { replay } from '../../conformance/replay.ts'
import { replayUnits } from '../../conformance/units.ts'

/** What is wrong with how an engine replays a file; nothing where it passes. */
export async function objections(file: GoldenFile | UnitsFile, engine: Engine): Promise<string[]> {
  if (file.schema === 'kbfgs-units/1') {
    const { first } = await replayUnits(file, engine)
    return first ? [`units: ${first.what} deviates by ${first.deviation}`] : []
  }
  const { first, loss } = await replay(file, engine)
  const found: string[] = []
  if (first) found.push(`${first.what} deviates by ${first.deviation}`)
  // A computation in float32 that deviates less has not compared what it was to compare.
  if (!(loss <= 2e-5 && loss > 1e-12)) found.push(`losses deviate by ${loss}`)
  const { liveMatrices } = engine.stats()
  if (liveMatrices !== 0) found.push(`${liveMatrices} matrices are left behind`)
  return found.map((text) => `${file.name}: ${text}`)
}
