/** Throws where a number among the options is NaN or below 0. */
export function checkOptions(options: object): void {
  for (const [name, value] of Object.entries(options)) {
    if (value < 0 || Number.isNaN(value)) {
      throw new RangeError(`${name} is ${value}; expected at least 0`)
    }
  }
}
