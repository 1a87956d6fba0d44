import assert from 'node:assert/strict'

/** Throws unless `body` throws an error of this name whose message holds all of the parts. */
export function assertThrows(body: () => unknown, name: string, ...parts: string[]): void {
  assert.throws(body, (error: Error) => {
    assert.equal(error.name, name)
    for (const part of parts) {
      assert.ok(error.message.includes(part), `"${error.message}" says nothing of "${part}"`)
    }
    return true
  })
}

/** {@link assertThrows} for promises; returns the error. */
export async function assertRejects<E extends Error>(
  promise: Promise<unknown>,
  name: string,
  ...parts: string[]
): Promise<E> {
  let found: E | undefined
  await assert.rejects(promise, (error: E) => {
    found = error
    assertThrows(
      () => {
        throw error
      },
      name,
      ...parts,
    )
    return true
  })
  return found as E
}
