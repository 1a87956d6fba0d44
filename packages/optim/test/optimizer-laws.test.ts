import { optimizerLaws, precisionLaw } from './laws/optimizer-laws.ts'
import { engines } from './support/engines.ts'
import { methods } from './support/methods.ts'

for (const method of methods) {
  describe(method.name, () => {
    for (const [name, open] of Object.entries(engines)) {
      describe(`on ${name}`, () => optimizerLaws(method, open))
    }
    precisionLaw(method)
  })
}
