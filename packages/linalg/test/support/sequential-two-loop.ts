export interface PlainPair {
  readonly s: readonly number[]
  readonly y: readonly number[]
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * b[i], 0)

/** Algorithm 7.4 of Nocedal and Wright as it stands in the book. Pairs oldest first. */
export function sequentialTwoLoop(
  pairs: readonly PlainPair[],
  gradient: readonly number[],
  gamma = 1,
): number[] {
  let q = [...gradient]
  const alpha: number[] = []
  for (let i = pairs.length - 1; i >= 0; i--) {
    const { s, y } = pairs[i]
    alpha[i] = dot(s, q) / dot(y, s)
    q = q.map((x, k) => x - alpha[i] * y[k])
  }
  let r = q.map((x) => gamma * x)
  for (let i = 0; i < pairs.length; i++) {
    const { s, y } = pairs[i]
    const beta = dot(y, r) / dot(y, s)
    r = r.map((x, k) => x + s[k] * (alpha[i] - beta))
  }
  return r
}
