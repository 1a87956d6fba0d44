import assert from 'node:assert/strict'
import { onnxGemm } from '../../peers/internal/onnx-gemm.ts'

/** Fields of a protocol buffer: numbers as they are, all else as bytes. */
function fields(bytes: Uint8Array): [field: number, value: number | Uint8Array][] {
  const found: [number, number | Uint8Array][] = []
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      assert.ok(at < bytes.length, 'the bytes end within a number')
      const byte = bytes[at++]
      value += (byte % 128) * scale
      if (byte < 128) return value
    }
  }
  while (at < bytes.length) {
    const key = varint()
    const size = varint()
    if (key % 8 === 0) found.push([key >> 3, size])
    else found.push([key >> 3, bytes.subarray(at, (at += size))])
  }
  return found
}

const inner = (bytes: Uint8Array, ...path: number[]): (number | Uint8Array)[] =>
  path.reduce<(number | Uint8Array)[]>(
    (values, field) =>
      values.flatMap((value) =>
        fields(value as Uint8Array).flatMap(([key, each]) => (key === field ? [each] : [])),
      ),
    [bytes],
  )

const texts = (values: (number | Uint8Array)[]): string[] =>
  values.map((value) => new TextDecoder().decode(value as Uint8Array))

describe('onnxGemm', () => {
  it('is a MatMul of the shapes given', () => {
    const { model, shape } = onnxGemm([2, 300], [300, 5], false, false)
    assert.deepEqual(shape, [2, 5])
    assert.deepEqual(texts(inner(model, 7, 1, 4)), ['MatMul'])
    assert.deepEqual(texts(inner(model, 7, 1, 1)), ['a', 'b'])
    assert.deepEqual(inner(model, 7, 11, 2, 1, 2, 1, 1), [2, 300, 300, 5])
    assert.deepEqual(inner(model, 7, 12, 2, 1, 2, 1, 1), [2, 5])
    assert.deepEqual(inner(model, 8, 2), [13])
  })

  it('is a Gemm where something is transposed', () => {
    const { model, shape } = onnxGemm([300, 2], [300, 5], true, false)
    assert.deepEqual(shape, [2, 5])
    assert.deepEqual(texts(inner(model, 7, 1, 4)), ['Gemm'])
    assert.deepEqual(texts(inner(model, 7, 1, 5, 1)), ['transA', 'transB'])
    assert.deepEqual(inner(model, 7, 1, 5, 3), [1, 0])
  })
})
