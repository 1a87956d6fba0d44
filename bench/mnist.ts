import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { TrainAndTest } from '@kq/data/dataset'
import { loadMnistPackage } from '@kq/data/mnist-package'

// Unlike import.meta.resolve, it also works where a test runner has turned modules into scripts.
const require = createRequire(import.meta.url)

/** The full MNIST. */
export const mnist = (): Promise<TrainAndTest> =>
  loadMnistPackage({
    resolve: (specifier) => pathToFileURL(require.resolve(specifier)).href,
    readFile: (url) => readFile(new URL(url)),
  })
