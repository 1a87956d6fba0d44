import { build, type StdinOptions } from 'esbuild'

/**
 * A module and what it imports as one script for browsers, from the sources of this repository.
 * Plain esbuild, as users have it: an import of a Node.js module is an error.
 *
 * @param entry a file, or the text of a module and the folder from which it imports
 */
export async function bundle(
  entry: string | Pick<StdinOptions, 'contents' | 'resolveDir' | 'loader'>,
): Promise<string> {
  const result = await build({
    ...(typeof entry === 'string' ? { entryPoints: [entry] } : { stdin: entry }),
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@kq/source'],
    logLevel: 'silent',
  })
  return result.outputFiles[0].text
}
