import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import { hostEngine, type HostMatrix } from '@kq/linalg/host'
import fc from 'fast-check'
import { type PlainData, putTogether, takeApart } from '../../src/internal/plain-data.ts'

/** Through text and back, arrays by their names. */
async function carried(data: PlainData): Promise<unknown> {
  const { json, tensors } = takeApart(data)
  const find = (name: string) => tensors.find((tensor) => tensor.name === name)!
  assert.equal(new Set(tensors.map(({ name }) => name)).size, tensors.length)
  return putTogether(json, {
    array: async (name) => find(name).read(),
    matrix: async (name) => {
      const [rows, columns] = find(name).shape
      return { rows, columns, values: (await find(name).read()) as Float64Array }
    },
  })
}

const leaf = fc.oneof(
  fc.double(),
  fc.constantFrom(-0, Number.NaN, Infinity, -Infinity, null, true, ''),
  fc.string({ unit: 'grapheme' }),
  fc.uint32Array(),
  fc.float64Array(),
  fc
    .float32Array({ minLength: 6, maxLength: 6 })
    .map((values) => ({ rows: 2, columns: 3, values })),
)
// Names with slashes, so that different paths may read the same.
const name = fc.constantFrom('a', 'b', 'a/b', 'b/0', '0', 'a.b', '')
const anyData = fc.letrec((tie) => ({
  data: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('data'), { maxLength: 3 }),
    fc.dictionary(name, tie('data'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).data as fc.Arbitrary<PlainData>

describe('takeApart', () => {
  it('loses nothing: not a bit, nor a sign of zero, nor a name', async () => {
    await fc.assert(
      fc.asyncProperty(anyData, async (data) => {
        assert.deepStrictEqual(await carried(data), data)
      }),
    )
  })

  it('reads a matrix of an engine when it is asked for', async () => {
    const engine = hostEngine({ dtype: 'float32' })
    const held: HostMatrix = matrix([[1, 2]], engine)
    const { json, tensors } = takeApart({ held, left: undefined })
    assert.equal(json, '{"held":{"$matrix":"held"}}')
    assert.deepEqual([tensors[0].dtype, tensors[0].shape], ['F32', [1, 2]])
    assert.deepEqual(await tensors[0].read(), Float32Array.of(1, 2))
  })

  it('refuses what is no data, and names that would be taken for signs', () => {
    const refused = { a: [() => 1] } as unknown as PlainData
    assert.throws(() => takeApart(refused), /cannot hold a\/0: it is a function/)
    assert.throws(() => takeApart({ a: { $matrix: 1 } }), /must not begin with \$/)
  })
})
