import assert from 'node:assert/strict'
import {
  bestVariant,
  compileKernels,
  type KernelExports,
  type KernelVariant,
  typedKernels,
} from '../../src/internal/kernels.ts'

const variants = (['base', 'relaxed'] as const).filter(
  (variant) => variant === 'base' || bestVariant() === 'relaxed',
)

/** Kernels of an instance of their own, at work from byte 65536 on. */
function instantiate(variant: KernelVariant, shared: boolean) {
  const memory = new WebAssembly.Memory({ initial: 64, maximum: 65536, shared })
  const module = compileKernels(variant, shared)
  const kernels = new WebAssembly.Instance(module, { env: { memory } })
    .exports as unknown as KernelExports
  kernels.initialize(65536, 0, 1)
  return { memory, kernels, free: 65536 + Math.ceil(kernels.workspaceBytes(1) / 64) * 64 }
}

describe('bestVariant', () => {
  const { validate } = WebAssembly
  afterEach(() => void (WebAssembly.validate = validate))

  it('is the first that the platform takes, of the relaxed and the base kernels', () => {
    const answers = (...given: boolean[]): typeof validate => {
      const left = [...given]
      return () => left.shift() ?? false
    }
    WebAssembly.validate = answers(true, true)
    assert.equal(bestVariant(), 'relaxed')
    WebAssembly.validate = answers(false, true)
    assert.equal(bestVariant(), 'base')
    WebAssembly.validate = answers(false, false)
    assert.equal(bestVariant(), undefined)
  })
})

describe('compileKernels', () => {
  for (const variant of variants) {
    it(`gives kernels for the kind of memory that is asked for (${variant})`, () => {
      for (const shared of [true, false]) {
        const module = compileKernels(variant, shared)
        const [memory, other] = [shared, !shared].map(
          (kind) => new WebAssembly.Memory({ initial: 64, maximum: 65536, shared: kind }),
        )
        assert.doesNotThrow(() => new WebAssembly.Instance(module, { env: { memory } }))
        assert.throws(
          () => new WebAssembly.Instance(module, { env: { memory: other } }),
          WebAssembly.LinkError,
        )
      }
    })
  }
})

describe('typedKernels', () => {
  for (const variant of variants) {
    for (const bits of [32, 64] as const) {
      it(`are all there, and are those of float${bits} (${variant})`, () => {
        const { memory, kernels, free } = instantiate(variant, false)
        const typed = typedKernels(kernels, bits)
        for (const [name, kernel] of Object.entries(typed)) {
          assert.equal(kernel, kernels[`${name}${bits}` as keyof KernelExports])
        }
        const floats = bits === 32 ? Float32Array : Float64Array
        const size = bits / 8
        const values = new floats(memory.buffer, free, 12)
        values.set([1, 2, 3, 4, 5, 6, 7, 8])
        const [a, b, out] = [free, free + 4 * size, free + 8 * size]
        const row = 2 * size
        typed.multiply(2, 2, 2, 1, a, row, size, b, row, size, 0, 0, 0, 0, out, row, 0)
        assert.deepEqual([...values.subarray(8)], [19, 22, 43, 50])
        typed.mirror(out, row, 2)
        assert.deepEqual([...values.subarray(8)], [19, 22, 22, 50])
        assert.equal(kernels.isStalled(), 0)
      })
    }
  }
})
