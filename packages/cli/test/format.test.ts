import assert from 'node:assert/strict'
import {
  formatCount,
  formatDuration,
  formatFixed,
  formatLoss,
  formatNumber,
} from '../src/format.ts'

const assertEach = (format: (x: number) => string, cases: readonly [number, string][]): void => {
  for (const [x, text] of cases) assert.equal(format(x), text)
}

describe('formatNumber', () => {
  it('rounds to significant digits, large and small numbers with an exponent', () => {
    assertEach(formatNumber, [
      [0, '0'],
      [100, '100'],
      [543.6705, '543.67'],
      [-0.25, '-0.25'],
      [1234567, '1.23e+6'],
      [0.00001234, '1.23e-5'],
      [1e300, '1e+300'],
      [Number.MAX_VALUE, '1.8e+308'],
      [Number.NaN, 'NaN'],
      [Infinity, '∞'],
      [-Infinity, '−∞'],
    ])
    assert.equal(formatNumber(543.6705, 2), '540')
  })
})

describe('formatLoss', () => {
  it('keeps trailing zeros, so that columns align', () => {
    assertEach(formatLoss, [
      [52.4, '52.40'],
      [543.678, '543.68'],
      [0.5, '0.5000'],
      [9.87654, '9.8765'],
      [0.01, '0.01'],
      [1.5e7, '1.5e+7'],
      [Number.NaN, 'NaN'],
    ])
  })
})

describe('formatCount', () => {
  it('sets thousands apart', () => {
    assertEach(formatCount, [
      [0, '0'],
      [999, '999'],
      [1000, '1,000'],
      [1234567, '1,234,567'],
      [Number.NaN, 'NaN'],
    ])
  })
})

describe('formatFixed', () => {
  it('has the decimals asked for', () => {
    assert.equal(formatFixed(119.96, 1), '120.0')
    assert.equal(formatFixed(0.0167, 2), '0.02')
    assert.equal(formatFixed(Infinity, 1), '∞')
  })
})

describe('formatDuration', () => {
  it('says hours, minutes and seconds, the two that matter', () => {
    assertEach(formatDuration, [
      [0, '0 s'],
      [-3, '0 s'],
      [59.4, '59 s'],
      [59.6, '1 min 00 s'],
      [123, '2 min 03 s'],
      [3900, '1 h 05 min'],
      [Number.NaN, '?'],
      [Infinity, '?'],
    ])
  })
})
