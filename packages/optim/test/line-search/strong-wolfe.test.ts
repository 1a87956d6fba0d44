import { lineSearchLaws } from '../laws/line-search-laws.ts'
import { lineSearchNamed } from '../support/line-searches.ts'

describe('strongWolfe', () => {
  lineSearchLaws(lineSearchNamed('strongWolfe'))
})
