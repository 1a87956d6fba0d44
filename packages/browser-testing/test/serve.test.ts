import assert from 'node:assert/strict'
import { serve, type Site } from '../src/serve.ts'

const files = { '/': '<p>ä</p>', '/page.js': 'export {}', '/page.css': 'p {}', '/data.bin': 'x' }

describe('serve', () => {
  let site: Site | undefined
  afterEach(() => site?.close())

  it('serves its files by path, whatever the query, with their types', async () => {
    site = await serve(files)
    const page = await fetch(`${site.origin}/?place=worker`)
    assert.equal(page.status, 200)
    assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8')
    assert.equal(await page.text(), '<p>ä</p>')
    const script = await fetch(`${site.origin}/page.js`)
    assert.equal(script.headers.get('content-type'), 'text/javascript; charset=utf-8')
    const style = await fetch(`${site.origin}/page.css`)
    assert.equal(style.headers.get('content-type'), 'text/css; charset=utf-8')
    const data = await fetch(`${site.origin}/data.bin`)
    assert.equal(data.headers.get('content-type'), 'application/octet-stream')
  })

  it('has nothing else, but an answer to browsers that ask for an icon', async () => {
    site = await serve(files)
    for (const missing of ['/none.js', '/toString', '/..%2fserve.ts']) {
      assert.equal((await fetch(site.origin + missing)).status, 404)
    }
    assert.equal((await fetch(`${site.origin}/favicon.ico`)).status, 204)
  })

  const names = [
    'cross-origin-opener-policy',
    'cross-origin-embedder-policy',
    'content-security-policy',
  ]
  for (const { options, expected } of [
    { options: {}, expected: [null, null, null] },
    { options: { isolated: true }, expected: ['same-origin', 'require-corp', null] },
    {
      options: { contentSecurityPolicy: "script-src 'self'" },
      expected: [null, null, "script-src 'self'"],
    },
  ]) {
    it(`sends the headers of ${JSON.stringify(options)} with pages and scripts`, async () => {
      site = await serve(files, options)
      for (const name of ['/', '/page.js']) {
        const { headers } = await fetch(site.origin + name)
        assert.deepEqual(
          names.map((header) => headers.get(header)),
          expected,
        )
      }
    })
  }

  it('is gone when closed, even with connections open', async () => {
    const closing = await serve(files)
    await fetch(closing.origin)
    await closing.close()
    await assert.rejects(fetch(closing.origin))
  })
})
