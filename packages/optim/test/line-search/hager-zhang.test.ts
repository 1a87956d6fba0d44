import { lineSearchLaws } from '../laws/line-search-laws.ts'
import { lineSearchNamed } from '../support/line-searches.ts'

describe('hagerZhang', () => {
  lineSearchLaws(lineSearchNamed('hagerZhang'))
})
