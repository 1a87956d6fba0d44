import { hostEngine } from '../../src/host.ts'
import { engineLaws } from '../../src/laws/engine-laws.ts'
import { opaqueEngine } from '../../src/laws/opaque-engine.ts'

describe('engineLaws', () => {
  describe('host, float64', () => {
    engineLaws(() => hostEngine({ dtype: 'float64' }), { describe, it })
  })

  describe('host, float32', () => {
    engineLaws(() => hostEngine({ dtype: 'float32' }), { describe, it })
  })

  describe('host, poisoning what is freed', () => {
    engineLaws(() => hostEngine({ poison: true }), { describe, it })
  })

  describe('host, where code generation is forbidden', () => {
    engineLaws(() => hostEngine({ generateCode: false }), { describe, it })
  })

  describe('opaque, float64', () => {
    engineLaws(() => opaqueEngine({ dtype: 'float64' }), { describe, it })
  })

  describe('opaque, float32', () => {
    engineLaws(() => opaqueEngine({ dtype: 'float32' }), { describe, it })
  })
})
