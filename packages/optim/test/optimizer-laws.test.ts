import { BlasNotFoundError } from '@kq/native/blas-library'
import { optimizerLaws, precisionLaw } from './laws/optimizer-laws.ts'
import { engines } from './support/engines.ts'
import { methods } from './support/methods.ts'

for (const method of methods) {
  describe(method.name, () => {
    for (const [name, open] of Object.entries(engines)) {
      describe(`on ${name}`, () => {
        before(function () {
          try {
            open()
          } catch (error) {
            if (!(error instanceof BlasNotFoundError)) throw error
            this.skipBecause(error.message)
          }
        })
        optimizerLaws(method, open)
      })
    }
    precisionLaw(method)
  })
}
