import { distance } from 'fastest-levenshtein'

/** Names are compared without case and dashes. */
const bare = (name: string): string => name.toLowerCase().replace(/[-_]/g, '')

/**
 * How far `given` is from `name` in edits; Infinity if too far for a slip of the keys: more than
 * half of the letters, or three. A beginning of the name counts as less than one edit.
 */
const slip = (given: string, name: string): number => {
  if (given.length > 1 && name.startsWith(given) && given !== name) return 0.5
  const edits = distance(given, name)
  return edits <= Math.min(3, Math.max(given.length, name.length) / 2) ? edits : Infinity
}

/**
 * The candidate most likely meant by `given`, or none if all are too far off. Of equally near ones,
 * the first.
 *
 * @example
 * suggest('K-BFG', ['k-bfgs', 'kfac', 'adam']) // 'k-bfgs'
 */
export const suggest = (given: string, candidates: readonly string[]): string | undefined => {
  const slips = candidates.map((candidate) => slip(bare(given), bare(candidate)))
  const least = Math.min(...slips)
  return least < Infinity ? candidates[slips.indexOf(least)] : undefined
}

/**
 * What is wrong with a name, which names there are, and which was likely meant.
 *
 * @example
 * unknownName('--optimizer', 'adm', ['kbfgs', 'adam'])
 * // '--optimizer: "adm" is unknown; did you mean "adam"? Valid: kbfgs, adam.'
 */
export const unknownName = (what: string, given: string, candidates: readonly string[]): string => {
  const meant = suggest(given, candidates)
  const hint = meant === undefined ? '.' : `; did you mean "${meant}"?`
  return `${what}: "${given}" is unknown${hint} Valid: ${candidates.join(', ')}.`
}
