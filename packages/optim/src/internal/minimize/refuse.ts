/** Throws: the end of a check. */
export function refuse(what: string, is: string | number, expected: string | number): never {
  throw new RangeError(`${what} is ${is}; expected ${expected}`)
}
