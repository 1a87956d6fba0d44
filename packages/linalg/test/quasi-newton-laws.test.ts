import { hostEngine } from '../src/host.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { quasiNewtonLaws } from '../src/laws/quasi-newton.ts'

describe('quasi-Newton laws', () => {
  describe('on the host in float64', () => quasiNewtonLaws(() => hostEngine(), { describe, it }))

  describe('on the host in float32', () =>
    quasiNewtonLaws(() => hostEngine({ dtype: 'float32' }), { describe, it }))

  describe('on an engine that cannot be looked at', () =>
    quasiNewtonLaws(() => opaqueEngine(), { describe, it }))
})
