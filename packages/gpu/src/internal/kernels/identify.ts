const numbers = new WeakMap<object, number>()
let last = 0

/** A number for an object, the same each time. */
export function identify(value: object): number {
  let number = numbers.get(value)
  if (number === undefined) {
    number = ++last
    numbers.set(value, number)
  }
  return number
}
