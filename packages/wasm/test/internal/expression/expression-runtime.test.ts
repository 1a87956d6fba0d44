import assert from 'node:assert/strict'
import { type Dtype, epsilon } from '@kq/linalg/dtype'
import {
  add,
  exp,
  type Expression,
  expression,
  log,
  log1p,
  max,
  mul,
  neg,
  sub,
  type Term,
  tanh,
} from '@kq/linalg/expression'
import type { HostMatrix } from '@kq/linalg/host'
import fc from 'fast-check'
import { describe, it } from 'mocha'
import {
  binaryOperators,
  elementsAt,
  forms,
  type ExpressionCase,
  expressionCase,
  placed,
} from '../../support/expression-case.ts'
import { expressionHarness } from '../../support/expression-harness.ts'
import { evaluateRounded } from '../../support/expression-oracle.ts'

const kinds = ['sum', 'mean', 'max', 'min'] as const
const axes = ['rows', 'columns', 'all'] as const

const same = (found: number, expected: number): boolean => Object.is(found, expected)
/** Which zero is the largest of several is nobody's business. */
const equal = (found: number, expected: number): boolean =>
  same(found, expected) || found === expected

/** Runs a property on cases whose matrices are freed afterwards. */
function forCases(
  dtype: Dtype,
  shared: boolean,
  options: { tame: boolean },
  property: (
    harness: ReturnType<typeof expressionHarness>,
    given: ExpressionCase,
    operands: readonly (HostMatrix | number)[],
    oracle: (row: number, column: number) => number,
  ) => void,
): void {
  const harness = expressionHarness(dtype, shared)
  fc.assert(
    fc.property(expressionCase(options), (given) => {
      const { shape, expression: e } = given
      const operands = given.operands.map((operand) => placed(harness.host, shape, operand))
      property(harness, given, operands, (row, column) =>
        evaluateRounded(dtype, e.term, elementsAt(operands, row, column), row, column),
      )
    }),
  )
}

for (const dtype of ['float32', 'float64'] as const) {
  for (const shared of [true, false]) {
    describe(`compiled expressions in ${dtype} on ${shared ? 'shared' : 'unshared'} memory`, () => {
      it('map to the bit as correctly rounded operations do, with and without ones', () => {
        forCases(
          dtype,
          shared,
          { tame: false },
          ({ compiled }, { shape, expression: e }, operands, oracle) => {
            for (const ones of [false, true]) {
              const found = compiled.map(e, operands, shape, ones)
              assert.ok(found)
              assert.equal(found.columns, shape.columns + Number(ones))
              for (let i = 0; i < shape.rows; i++) {
                for (let j = 0; j < shape.columns; j++) {
                  const [value, expected] = [found.get(i, j), oracle(i, j)]
                  assert.ok(same(value, expected), `${value} at ${i}, ${j}, expected ${expected}`)
                }
                if (ones) assert.equal(found.get(i, shape.columns), 1)
              }
            }
          },
        )
      })

      it('fold to the largest and smallest, NaN where there is one', () => {
        forCases(
          dtype,
          shared,
          { tame: false },
          ({ compiled }, { shape, expression: e }, operands, oracle) => {
            for (const kind of ['max', 'min'] as const) {
              for (const axis of axes) {
                const found = compiled.reduce(kind, axis, e, operands, shape)
                assert.ok(found)
                const expected = foldedExactly(kind, axis, shape, oracle)
                assert.equal(found.size, expected.length)
                for (const [i, value] of expected.entries()) {
                  assert.ok(
                    equal(found.data[i], value),
                    `${kind} ${axis} ${i}: ${found.data[i]}, expected ${value}`,
                  )
                }
              }
            }
          },
        )
      })

      it('fold to sums and means within the error of float64 accumulation', () => {
        forCases(
          dtype,
          shared,
          { tame: true },
          ({ compiled }, { shape, expression: e }, operands, oracle) => {
            for (const kind of ['sum', 'mean'] as const) {
              for (const axis of axes) {
                const found = compiled.reduce(kind, axis, e, operands, shape)
                assert.ok(found)
                const sums = summed(axis, shape, oracle)
                assert.equal(found.size, sums.length)
                for (const [i, { sum, magnitude, count }] of sums.entries()) {
                  const divisor = kind === 'mean' ? count : 1
                  const expected = sum / divisor
                  const rounded = dtype === 'float32' ? Math.fround(expected) : expected
                  if (!Number.isFinite(rounded)) {
                    assert.ok(same(found.data[i], rounded), `${found.data[i]}, expected ${rounded}`)
                    continue
                  }
                  const budget =
                    (count * epsilon.float64 * magnitude) / divisor +
                    epsilon[dtype] * Math.abs(expected) +
                    1e-45
                  const error = Math.abs(found.data[i] - expected)
                  assert.ok(
                    error <= budget,
                    `${kind} ${axis} ${i}: ${found.data[i]}, expected ${expected}`,
                  )
                }
              }
            }
          },
        )
      })
    })
  }

  describe(`compiled expressions in ${dtype}`, () => {
    const { host, compiled } = expressionHarness(dtype, true)

    it('take constants of all kinds on either side of every operator', () => {
      const numbers = [0, -0, 1, -1, 2.5, NaN, Infinity, -Infinity]
      const x = host.upload(numbers, { rows: 1, columns: numbers.length })
      for (const operator of binaryOperators) {
        for (const bound of numbers) {
          const [operand, constant]: Term[] = [
            { kind: 'operand', index: 0 },
            { kind: 'constant', value: bound },
          ]
          for (const [left, right] of [
            [operand, constant],
            [constant, operand],
          ]) {
            const term: Term = { kind: 'binary', operator, left, right }
            const found = compiled.map({ arity: 1, term }, [x], x, false)
            for (const [j, number] of numbers.entries()) {
              const expected = evaluateRounded(dtype, term, [number], 0, j)
              const text = `${operator} of ${number} and ${bound}: ${found?.data[j]}`
              assert.ok(same(found?.data[j] ?? 12345, expected), `${text}, expected ${expected}`)
            }
          }
        }
      }
    })

    it('tell the motions of one expression from each other', () => {
      const shape = { rows: 5, columns: 6 }
      const e = expression((x, y, z) => sub(mul(x, y), z))
      const numbers = [3, -1, 4, 1, -5, 9, 2]
      const choices = forms.map((form) => placed(host, shape, { form, values: numbers }))
      for (const x of choices) {
        for (const y of choices) {
          for (const z of choices) {
            const found = compiled.map(e, [x, y, z], shape, false)
            const expected = host.map(e, [x, y, z], shape, false)
            assert.deepEqual(found?.data, expected.data)
            host.free(expected)
          }
        }
      }
    })

    it('sum rows in the order of the rows', () => {
      const values = Float64Array.from({ length: 50 * 37 }, (_, i) => Math.sin(i) * 10 ** (i % 7))
      const a = host.upload(values, { rows: 50, columns: 37 })
      const e = expression((x) => neg(x))
      const found = compiled.reduce('sum', 'rows', e, [a], a)
      assert.deepEqual(found?.data, host.reduce('sum', 'rows', e, [a], a).data)
    })

    it('sum in an order that the shape decides', () => {
      const values = Float64Array.from({ length: 9 * 83 }, (_, i) => Math.sin(i) * 10 ** (i % 7))
      const e = expression((x) => x)
      const found = [0, 1, 2, 3].map((shift) => {
        const room = host.make(1, values.length + shift)
        room.data.set(values, shift)
        const a = host.slice(room, {
          rowStart: 0,
          rowEnd: 1,
          columnStart: shift,
          columnEnd: room.columns,
        })
        return compiled.reduce('sum', 'all', e, [a], a)?.data[0]
      })
      assert.deepEqual(new Set(found).size, 1)
    })

    it('agree with the host on kernels with transcendental functions', () => {
      const e: Expression = expression((z, t, w) =>
        mul(w, add(add(tanh(z), log1p(exp(neg(mul(z, z))))), log(max(t, 1)))),
      )
      const shape = { rows: 21, columns: 19 }
      const z = host.upload(
        Float64Array.from({ length: 399 }, (_, i) => Math.sin(i) * 4),
        shape,
      )
      const t = host.upload(
        Float64Array.from({ length: 399 }, (_, i) => i / 7),
        shape,
      )
      const found = compiled.map(e, [z, t, 0.5], shape, false)
      const expected = host.map(e, [z, t, 0.5], shape, false)
      assert.ok(found)
      for (const [i, value] of expected.data.entries()) {
        assert.ok(
          Math.abs(found.data[i] - value) <= 16 * epsilon[dtype],
          `${found.data[i]}, expected ${value}`,
        )
      }
    })

    it('leave to the host what is empty or lies elsewhere', () => {
      const e = expression((x) => neg(x))
      const empty = host.make(0, 3)
      assert.equal(compiled.map(e, [empty], empty, false), undefined)
      assert.equal(compiled.map(e, [empty], empty, true), undefined)
      for (const kind of kinds)
        assert.equal(compiled.reduce(kind, 'rows', e, [empty], empty), undefined)
      const foreign = host.wrap(new host.floats(6), { rows: 2, columns: 3 }, 0, 3, 1)
      assert.equal(compiled.map(e, [foreign], foreign, false), undefined)
    })

    it('compile an expression once', () => {
      const original = WebAssembly.Module
      let modules = 0
      WebAssembly.Module = class extends original {
        constructor(bytes: BufferSource) {
          super(bytes)
          modules++
        }
      }
      try {
        const a = host.upload([1, 2, 3, 4, 5, 6], { rows: 2, columns: 3 })
        const e = expression((x) => mul(3, x))
        for (let turn = 0; turn < 3; turn++) {
          const found = compiled.map(e, [a], a, false)
          assert.deepEqual([...(found?.data ?? [])], [3, 6, 9, 12, 15, 18])
        }
        assert.equal(modules, 1)
        compiled.map(e, [a], a, true)
        assert.equal(modules, 2)
      } finally {
        WebAssembly.Module = original
      }
    })
  })
}

const outputs = (axis: (typeof axes)[number], rows: number, columns: number): number =>
  axis === 'rows' ? columns : axis === 'columns' ? rows : 1

function foldedExactly(
  kind: 'max' | 'min',
  axis: (typeof axes)[number],
  { rows, columns }: ExpressionCase['shape'],
  value: (row: number, column: number) => number,
): number[] {
  const fold = kind === 'max' ? Math.max : Math.min
  const result = Array.from({ length: outputs(axis, rows, columns) }, () => fold())
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const at = axis === 'rows' ? j : axis === 'columns' ? i : 0
      result[at] = fold(result[at], value(i, j))
    }
  }
  return result
}

function summed(
  axis: (typeof axes)[number],
  { rows, columns }: ExpressionCase['shape'],
  value: (row: number, column: number) => number,
): { sum: number; magnitude: number; count: number }[] {
  const result = Array.from({ length: outputs(axis, rows, columns) }, () => ({
    sum: 0,
    magnitude: 0,
    count: 0,
  }))
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const into = result[axis === 'rows' ? j : axis === 'columns' ? i : 0]
      into.sum += value(i, j)
      into.magnitude += Math.abs(value(i, j))
      into.count++
    }
  }
  return result
}
