import assert from 'node:assert/strict'
import { parseRequest } from '../../reproduce/command-line.ts'

const parse = (...args: string[]): ReturnType<typeof parseRequest> => parseRequest(args, 'there')

describe('parseRequest', () => {
  it('runs all but the search without being told', () => {
    assert.deepEqual(parse(), {
      action: 'run',
      parts: ['published', 'comparison', 'sensitivity'],
      only: [],
      seeds: undefined,
      seconds: undefined,
      data: undefined,
      threads: 1,
      out: 'there',
    })
    assert.deepEqual(parse('--tune').parts, ['tuning'])
    assert.deepEqual(parse('--part', 'sensitivity').parts, ['sensitivity'])
  })

  it('takes what it is told', () => {
    const request = parse(
      '--only',
      'mnist/kbfgs, faces',
      '--seeds',
      '1',
      '--seconds',
      '300',
      '--list',
    )
    const { action, only, seeds, seconds } = request
    assert.deepEqual([action, only, seeds, seconds], ['list', ['mnist/kbfgs', 'faces'], 1, 300])
    assert.deepEqual([parse('--threads', '2').threads, parse().threads], [2, 1])
    assert.deepEqual([parse('--page').action, parse('--help').action], ['page', 'help'])
  })

  it('says what is wrong, and what was perhaps meant', () => {
    const cases: [RegExp, ...string[]][] = [
      [/--only is mnst; .*Did you mean mnist\?/, '--only', 'mnst'],
      [/--only is mnist\/adm; .*Did you mean adam\?/, '--only', 'mnist/adm'],
      [/--part is all; expected one of tuning, published/, '--part', 'all'],
      [/--seeds is 0; expected a whole number/, '--seeds', '0'],
      [/--seconds is -1; expected a number above 0/, '--seconds=-1'],
      [/--threads is x; expected a whole number/, '--threads', 'x'],
      [/--fast/, '--fast'],
    ]
    for (const [message, ...args] of cases) assert.throws(() => parse(...args), message)
  })
})
