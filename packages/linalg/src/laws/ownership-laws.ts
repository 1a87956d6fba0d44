import { cholesky } from '../cholesky.ts'
import { concat } from '../concat.ts'
import { EngineError } from '../errors.ts'
import { add, expression } from '../expression.ts'
import { gemm } from '../gemm.ts'
import { gram } from '../gram.ts'
import { hostEngine } from '../host.ts'
import { map, mapHomogeneous, reduce } from '../map.ts'
import type { Matrix } from '../matrix.ts'
import { rankTwoUpdate } from '../rank-two-update.ts'
import { read } from '../read.ts'
import { free } from '../scope.ts'
import { select } from '../select.ts'
import { slice } from '../slice.ts'
import { spdInverse } from '../spd-inverse.ts'
import { transpose } from '../transpose.ts'
import { triangularSolve } from '../triangular-solve.ts'
import { violated } from './assert-close.ts'
import { dense, upload } from './dense.ts'
import { assertStats, type LawContext } from './law-context.ts'

const sum = /* @__PURE__ */ expression((x, y) => add(x, y))
const same = /* @__PURE__ */ expression((x) => x)

/** Every operation with a second operand in every place; all operands are 1×1. */
const operations: Readonly<Record<string, (a: Matrix, b: Matrix) => Matrix>> = {
  gemmA: (a, b) => gemm(b, a),
  gemmB: (a, b) => gemm(a, b),
  gemmC: (a, b) => gemm(a, a, { c: b }),
  map: (a, b) => map(sum, a, b),
  mapHomogeneous: (a, b) => mapHomogeneous(sum, a, b),
  reduce: (a, b) => reduce('sum', 'all', sum, a, b),
  concat: (a, b) => concat('rows', a, b),
  gramC: (a, b) => gram(a, { c: b }),
  rankTwoUpdate: (a, b) => rankTwoUpdate(a, a, b, a, a),
  select: (a, b) => select(a, a, b),
  triangularSolve: (a, b) => triangularSolve(a, b),
}

const alone: Readonly<Record<string, (a: Matrix) => Matrix>> = {
  slice: (a) => slice(a, {}),
  transpose: (a) => transpose(a),
  mapAlone: (a) => map(same, a),
  gram: (a) => gram(a),
  cholesky: (a) => cholesky(a),
  spdInverse: (a) => spdInverse(a),
}

/** The EngineError that `act` must end in. */
function refusal(name: string, act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof EngineError) return error.message
    throw error
  }
  return violated(`${name} took an operand that it must refuse`)
}

/** Laws of what engines refuse. */
export function ownershipLaws({ describe, it, engine: open, other }: LawContext): void {
  describe('ownership', () => {
    it('freed matrices are refused in every place', async () => {
      const engine = await open()
      const before = engine.stats()
      const one = upload(
        engine,
        dense(1, 1, () => 1),
      )
      const gone = upload(
        engine,
        dense(1, 1, () => 1),
      )
      free(gone)
      const checked = (name: string, act: () => unknown): void => {
        const message = refusal(name, act)
        if (!message.includes('freed')) violated(`${name} of a freed matrix says only: ${message}`)
      }
      for (const [name, operation] of Object.entries(operations))
        checked(name, () => operation(one, gone))
      for (const [name, operation] of Object.entries(alone)) checked(name, () => operation(gone))
      const late = await read(gone).then(
        () => undefined,
        (error: unknown) => error,
      )
      if (!(late instanceof EngineError)) violated(`read of a freed matrix: ${String(late)}`)
      free(one)
      assertStats(engine, before)
    })

    it('matrices of another engine are refused in every place, by an error that names both', async () => {
      const engine = await open()
      const otherDtype = engine.dtype === 'float64' ? 'float32' : 'float64'
      for (const stranger of [
        await other(),
        hostEngine({ dtype: engine.dtype }),
        hostEngine({ dtype: otherDtype }),
      ]) {
        const mine = upload(
          engine,
          dense(1, 1, () => 1),
        )
        const theirs = upload(
          stranger,
          dense(1, 1, () => 1),
        )
        for (const [name, operation] of Object.entries(operations)) {
          for (const [a, b] of [
            [mine, theirs],
            [theirs, mine],
          ]) {
            const message = refusal(name, () => operation(a, b))
            const names = [engine, stranger].map((e) => `${e.name} (${e.dtype})`)
            const rest = message.replace(names[0], '')
            if (rest === message || !rest.includes(names[1])) {
              violated(`${name} of ${names.join(' and ')} says only: ${message}`)
            }
          }
        }
        free([mine, theirs])
      }
    })
  })
}
