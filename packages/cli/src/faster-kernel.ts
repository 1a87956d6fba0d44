/*
 * OpenBLAS chooses its kernel by the processor's model, and old releases choose a slow one for
 * processors that came after them. The environment variable OPENBLAS_CORETYPE overrules it, but only
 * before the library is loaded: each trial is a process of its own.
 */

/** Kernels that a library may hold, by the processor's architecture. */
const kernels: Readonly<Record<string, readonly string[]>> = {
  x64: ['Haswell', 'Zen', 'SkylakeX', 'Cooperlake', 'SapphireRapids'],
  arm64: ['ARMV8', 'NEOVERSEN1', 'NEOVERSEN2', 'NEOVERSEV1'],
}

/** A kernel that is not faster than this by comparison is not worth a word. */
const worthwhile = 1.15

/** What {@link fasterKernel} found. */
export interface FasterKernel {
  /** The value of OPENBLAS_CORETYPE. */
  readonly coreType: string
  /** How many times as fast it multiplies. */
  readonly factor: number
}

/**
 * Whether another of OpenBLAS's kernels multiplies faster than the one that it chose. The fastest in
 * one trial of each is tried again, in turns, and the least of its advantages counts.
 *
 * @param chosen - the name of the kernel in use
 * @param architecture - as `process.arch` says it
 * @param rateOf - the rate of products with that kernel, or with the library's choice; undefined if it does not run here
 */
export async function fasterKernel(
  chosen: string,
  architecture: string,
  rateOf: (coreType: string | undefined) => Promise<number | undefined>,
): Promise<FasterKernel | undefined> {
  const own = await rateOf(undefined)
  if (own === undefined) return undefined
  let best: FasterKernel = { coreType: chosen, factor: worthwhile }
  for (const coreType of kernels[architecture] ?? []) {
    if (coreType.toLowerCase() === chosen.toLowerCase()) continue
    const factor = ((await rateOf(coreType)) ?? 0) / own
    if (factor > best.factor) best = { coreType, factor }
  }
  const { coreType } = best
  if (coreType === chosen) return undefined
  let { factor } = best
  for (let turn = 0; turn < 2; turn++) {
    const usual = await rateOf(undefined)
    factor = Math.min(factor, ((await rateOf(coreType)) ?? 0) / (usual ?? Infinity))
  }
  return factor >= worthwhile ? { coreType, factor } : undefined
}
