import type { MinimizeStatus } from '../../minimize-result.ts'

/** What to do, by the first letter of the status. */
const advice: Readonly<Record<string, string>> = {
  m: 'raise it',
  l: 'check the gradient',
  u: 'add bounds',
}

/** A status in a sentence: `line search failed: check the gradient`. */
export const messageOf = (status: MinimizeStatus): string =>
  `${status.replaceAll('-', ' ')}: ${advice[status[0]] ?? 'x is best'}`
