import { readFile } from 'node:fs/promises'
import type { TrainAndTest } from '@kq/data/dataset'
import { loadMnistPackage } from '@kq/data/mnist-package'

/** The full MNIST. */
export const mnist = (): Promise<TrainAndTest> =>
  loadMnistPackage({
    resolve: (specifier) => import.meta.resolve(specifier),
    readFile: (url) => readFile(new URL(url)),
  })
