import type { MinimizeStatus } from '../../minimize-result.ts'

/** What to do, by the first word of the status. */
const advice: Readonly<Record<string, string>> = {
  max: 'raise it, or go on from x',
  line: 'check the gradient',
  unbounded: 'add bounds',
}

/** A status in a sentence: `line search failed: check the gradient`. */
export const messageOf = (status: MinimizeStatus): string => {
  const words = status.split('-')
  return `${words.join(' ')}: ${advice[words[0]] ?? 'x is the best point'}`
}
