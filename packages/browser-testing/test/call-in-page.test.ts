import assert from 'node:assert/strict'
import { callInPage } from '../src/call-in-page.ts'
import { launchChromium } from '../src/launch-chromium.ts'

const script = `
export const sum = async (numbers) => numbers.reduce((a, b) => a + b, 0)
export const title = () => document.title
export const fail = () => { throw new RangeError('out of reach') }
export const complain = () => { console.error('a complaint') }`

describe('callInPage', () => {
  let browser: Awaited<ReturnType<typeof launchChromium>>

  before(async function () {
    browser = await launchChromium(this)
  })
  after(() => browser?.close())

  it('returns what the function promises', async () => {
    assert.equal(await callInPage<number>(browser, script, 'sum', [1, 2, 3]), 6)
    assert.equal(await callInPage<string>(browser, script, 'title'), 'Call')
  })

  it('fails where the function throws, or the page has an error', async () => {
    await assert.rejects(callInPage(browser, script, 'fail'), /out of reach/)
    await assert.rejects(callInPage(browser, script, 'complain'), /a complaint/)
    await assert.rejects(callInPage(browser, script, 'none'), /not a function/)
  })
})
