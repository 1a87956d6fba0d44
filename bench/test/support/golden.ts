import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type GoldenFile, parseGolden, type UnitsFile } from '../../conformance/golden-file.ts'
import { goldenFiles } from '../../conformance/golden-files.ts'

const all = goldenFiles().map(
  (path) => [basename(path, '.json'), parseGolden(readFileSync(path, 'utf8'))] as const,
)

/** All recorded trajectories. */
export const trajectories: readonly GoldenFile[] = all.flatMap(([, file]) =>
  file.schema === 'kbfgs-golden/1' ? [file] : [],
)

/** The recorded single updates. */
export const units: UnitsFile = all
  .map(([, file]) => file)
  .find((file) => file.schema === 'kbfgs-units/1') as UnitsFile

/** A recorded trajectory by its name. */
export const trajectory = (name: string): GoldenFile =>
  trajectories.find((file) => file.name === name) as GoldenFile

/** The first iterations of a trajectory, without what is recorded later. */
export function early(file: GoldenFile, iterations: number): GoldenFile {
  const perEpoch = Math.floor(file.numTrain / file.batchSize)
  return {
    ...file,
    iterations,
    steps: file.steps.slice(0, iterations),
    epochEval: file.epochEval.slice(0, 2 + 2 * Math.floor(iterations / perEpoch)),
    final: [],
  }
}

/** A deep copy, changed. */
export function altered<T>(file: T, change: (copy: Mutable<T>) => void): T {
  const copy = structuredClone(file) as Mutable<T>
  change(copy)
  return copy as T
}

/** A record without `readonly`. */
export type Mutable<T> = T extends readonly (infer E)[]
  ? Mutable<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T
