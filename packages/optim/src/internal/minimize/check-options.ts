import { refuse } from './refuse.ts'

/** Throws where a number among the options is NaN or below 0. */
export function checkOptions(options: object): void {
  for (const [name, value] of Object.entries(options)) {
    if (typeof value === 'number' && !(value >= 0)) refuse(name, value, 'at least 0')
  }
}
