import assert from 'node:assert/strict'

const voidElements = new Set(['meta', 'img', 'link', 'br'])

/**
 * Every tag is closed, in order, and every attribute is quoted: whatever texts went into the page,
 * they did not become markup. Returns the names of all elements.
 */
export const assertWellFormed = (page: string): string[] => {
  const names: string[] = []
  const open: string[] = []
  const body = page.replace(/^<!doctype html>/, '').replace(/<style>[^<]*<\/style>/, '')
  const attribute = /\s+[a-zA-Z0-9:-]+="[^"<>]*"/y
  for (let at = body.indexOf('<'); at >= 0; at = body.indexOf('<', at + 1)) {
    const closing = /<\/([a-z0-9]+)>/y
    closing.lastIndex = at
    const closed = closing.exec(body)
    if (closed) {
      assert.equal(open.pop(), closed[1], `near ${body.slice(at - 40, at + 40)}`)
      continue
    }
    const opening = /<([a-zA-Z0-9]+)/y
    opening.lastIndex = at
    const found = opening.exec(body)
    assert.ok(found, `no tag: ${body.slice(at, at + 60)}`)
    let end = opening.lastIndex
    for (;;) {
      attribute.lastIndex = end
      if (!attribute.test(body)) break
      end = attribute.lastIndex
    }
    const selfClosed = body.startsWith('/>', end)
    assert.ok(selfClosed || body[end] === '>', `bad attribute: ${body.slice(at, end + 40)}`)
    names.push(found[1])
    if (!selfClosed && !voidElements.has(found[1])) open.push(found[1])
  }
  assert.deepEqual(open, [])
  return names
}
