import assert from 'node:assert/strict'

/** Throws unless losses are within 1e-3 of the expected ones, which must be those of a training. */
export function assertSameLosses(found: readonly number[], expected: readonly number[]): void {
  assert.equal(found.length, 30)
  assert.equal(expected.length, 30)
  for (const [step, loss] of expected.entries()) {
    assert.ok(Math.abs(found[step] / loss - 1) <= 1e-3, `step ${step}: ${found[step]}, ${loss}`)
  }
  assert.ok(expected[29] < 0.9 * expected[0], `from ${expected[0]} to ${expected[29]}`)
  // Other arithmetic, and so other last digits: the same numbers would be the same engine's.
  assert.notDeepEqual(found, expected)
}
