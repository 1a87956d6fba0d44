import assert from 'node:assert/strict'
import { command, listed, table } from '../../../reproduce/page/markdown.ts'

describe('table', () => {
  it('aligns right where a header ends in a colon, and escapes bars', () => {
    assert.equal(table(['name', 'n:'], [['a|b', 1]]), '| name | n |\n| --- | ---: |\n| a\\|b | 1 |')
  })
})

describe('command and listed', () => {
  it('write as a reader reads', () => {
    assert.equal(command('npm start'), '```sh\nnpm start\n```')
    assert.deepEqual([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed), [
      '',
      'a',
      'a and b',
      'a, b and c',
    ])
  })
})
