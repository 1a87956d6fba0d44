/** @throws RangeError unless p is the degree of a root */
export function assertRoot(operation: string, p: number): void {
  if (Number.isInteger(p) && p >= 1) return
  throw new RangeError(`${operation}: p is ${p}; expected a whole number from 1 on`)
}
