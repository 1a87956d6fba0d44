/** Throws unless the option is a number with `low` ≤ value < `high` (`low` < value where open). */
export function checkRange(
  method: string,
  name: string,
  value: number,
  low: number,
  high: number = Number.POSITIVE_INFINITY,
  open: 'open' | 'closed' = 'closed',
): void {
  const above = open === 'open' ? value > low : value >= low
  if (typeof value === 'number' && above && value < high) return
  const bounds = `${open === 'open' ? 'above' : 'at least'} ${low}${high === Number.POSITIVE_INFINITY ? '' : ` and below ${high}`}`
  throw new RangeError(`${method}: ${name} is ${value}; expected a number ${bounds}`)
}

/** Throws unless the option is a whole number of at least `low`. */
export function checkWhole(method: string, name: string, value: number, low: number): void {
  if (Number.isInteger(value) && value >= low) return
  throw new RangeError(`${method}: ${name} is ${value}; expected a whole number of at least ${low}`)
}

/** Throws unless the option is one of the words. */
export function checkChoice(
  method: string,
  name: string,
  value: string,
  words: readonly string[],
): void {
  if (words.includes(value)) return
  throw new RangeError(
    `${method}: ${name} is '${value}'; expected ${words.map((word) => `'${word}'`).join(' or ')}`,
  )
}
