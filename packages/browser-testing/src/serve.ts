import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

export interface ServeOptions {
  /** Whether pages are cross-origin isolated, and so have `SharedArrayBuffer`. @defaultValue `false` */
  readonly isolated?: boolean
  /** Sent with pages and scripts alike: a worker's policy is that of its script. */
  readonly contentSecurityPolicy?: string
}

export interface Site {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string
  close(): Promise<void>
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
}

const isolation: Readonly<Record<string, string>> = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
}

/**
 * Serves texts on a free port of the loopback interface.
 *
 * @param files by path: `/`, `/page.js`
 */
export async function serve(
  files: Readonly<Record<string, string>>,
  { isolated = false, contentSecurityPolicy }: ServeOptions = {},
): Promise<Site> {
  const headers = {
    'cache-control': 'no-store',
    ...(isolated && isolation),
    ...(contentSecurityPolicy !== undefined && {
      'content-security-policy': contentSecurityPolicy,
    }),
  }
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://127.0.0.1')
    // Every browser asks for an icon, and reports that there is none as an error.
    if (pathname === '/favicon.ico') return response.writeHead(204).end()
    if (!Object.hasOwn(files, pathname)) return response.writeHead(404, headers).end()
    const type = types[path.extname(pathname) || '.html'] ?? 'application/octet-stream'
    return response.writeHead(200, { ...headers, 'content-type': type }).end(files[pathname])
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
