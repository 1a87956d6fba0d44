import assert from 'node:assert/strict'
import { createForecast } from '../../reproduce/time-left.ts'
import { cellOf } from './support/fake-result.ts'

const seconds = (budget: number) => cellOf({ budget: { seconds: budget } })
const epochs = (budget: number) => cellOf({ budget: { epochs: budget } })

describe('createForecast', () => {
  it('adds a little to the budget before it knows better', () => {
    const total = createForecast().secondsFor([seconds(100), seconds(200)])
    assert.ok(total > 300 && total < 360, `${total}`)
  })

  it('learns how long cells really take, those by epochs apart', () => {
    const forecast = createForecast()
    forecast.learn(seconds(100), 150)
    forecast.learn(seconds(300), 450)
    assert.equal(forecast.secondsFor([seconds(10)]), 15)
    forecast.learn(epochs(2), 500)
    assert.equal(forecast.secondsFor([epochs(1), seconds(10)]), 265)
    assert.equal(forecast.secondsFor([]), 0)
  })
})
