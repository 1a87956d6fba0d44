import assert from 'node:assert/strict'

/** Throws unless all numbers agree, relative to the largest expected one. */
export function assertNear(
  actual: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
  tolerance: number,
  what: string,
): void {
  assert.deepEqual(
    actual.map((row) => row.length),
    expected.map((row) => row.length),
    what,
  )
  const scale = Math.max(...expected.flat().map(Math.abs))
  actual.forEach((row, i) => {
    row.forEach((x, j) => {
      const error = Math.abs(x - expected[i][j])
      assert.ok(
        error <= tolerance * scale,
        `${what} [${i}, ${j}] is ${x}, expected ${expected[i][j]}`,
      )
    })
  })
}
