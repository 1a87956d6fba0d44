import assert from 'node:assert/strict'
import { hostEngine } from '@kq/linalg/host'
import { layerOf } from '../../src/factors/factor-support.ts'
import { assertThrows } from '../support/assert-throws.ts'
import { layerPoint } from '../support/layer-points.ts'

describe('layerOf', () => {
  const point = layerPoint(hostEngine(), [[1]])

  it('gives the layer of a point', () => assert.equal(layerOf(point), point.layer))

  it('says what is wrong where there is none', () => {
    assertThrows(() => layerOf({ ...point, layer: undefined }), 'TypeError', 'without a layer')
  })
})
