import { bfgsStatuses, bfgsUpdate } from '@kq/linalg/bfgs'
import { appendPair, type CurvaturePairs, emptyPairs } from '@kq/linalg/curvature-pairs'
import { matrix } from '@kq/linalg/as-matrix'
import { identity } from '@kq/linalg/constant'
import { doubleDamping, powellDamping } from '@kq/linalg/damping'
import type { Engine } from '@kq/linalg/engine'
import { eq, expression } from '@kq/linalg/expression'
import { twoLoop } from '@kq/linalg/lbfgs'
import { pairStatusCode } from '@kq/linalg/pair-status'
import { map } from '@kq/linalg/map'
import type { Matrix, VectorLike } from '@kq/linalg/matrix'
import { read } from '@kq/linalg/read'
import { type Difference, fails, relativeDeviation } from './comparison.ts'
import type { UnitsFile } from './golden-file.ts'
import type { Replay } from './replay.ts'

/** Single updates: a few roundings in float64; in float32 the inputs are rounded first. */
const limits = { float64: 1e-10, float32: 1e-3 }

const isZero = expression((code) => eq(code, 0))

/** Compares the damping, BFGS and L-BFGS cases of `units.json`. */
export async function replayUnits(file: UnitsFile, engine: Engine): Promise<Replay> {
  const limit = limits[engine.dtype]
  const differences: Difference[] = []
  const on = (value: VectorLike): Matrix => matrix(value, engine)
  const compare = async (
    what: string,
    ours: Matrix,
    recorded: readonly number[] | readonly number[][],
    within = limit,
  ): Promise<void> => {
    differences.push({
      what,
      deviation: relativeDeviation(await read(ours), recorded),
      limit: within,
    })
  }

  for (const [k, unit] of file.doubleDamping.entries()) {
    const what = (name: string): string => `doubleDamping ${k} ${name}`
    const [H, s, y] = [on(unit.H), on(unit.s), on(unit.y)]
    const { mu1, mu2 } = unit
    await compare(what('sAfterPowell'), powellDamping(H, s, y, { mu1 }).s, unit.sAfterPowell)
    const damped = doubleDamping(H, s, y, { mu1, mu2 })
    await compare(what('powell'), damped.powell, [unit.powell], 0)
    await compare(what('second'), damped.second, [unit.second], 0)
    await compare(what('sOut'), damped.s, unit.sOut)
    await compare(what('yOut'), damped.y, unit.yOut)
    await compare(what('HAfterBfgs'), bfgsUpdate(H, damped.s, damped.y).H, unit.HAfterBfgs)
  }
  for (const [k, unit] of file.bfgs.entries()) {
    const { H, code } = bfgsUpdate(on(unit.H), on(unit.s), on(unit.y), {
      skipReference: on(unit.g),
    })
    await compare(`bfgs ${k} status (${bfgsStatuses[unit.status]})`, code, [unit.status], 0)
    await compare(`bfgs ${k} HOut`, H, unit.HOut)
  }
  for (const [k, unit] of file.lbfgs.entries()) {
    let pairs: CurvaturePairs = emptyPairs(unit.memory, unit.n, engine)
    for (const [j, { s, y, g, stored, Hv }] of unit.sequence.entries()) {
      const accepted = map(isZero, pairStatusCode(on(s), on(y), on(g)))
      await compare(`lbfgs ${k} pair ${j} stored`, accepted, [stored], 0)
      pairs = appendPair(pairs, on(s), on(y), accepted)
      await compare(`lbfgs ${k} pair ${j} Hv`, twoLoop(pairs, on(unit.v)), Hv)
    }
    await compare(`lbfgs ${k} HVfinal`, twoLoop(pairs, on(unit.V)), unit.HVfinal)
    await compare(
      `lbfgs ${k} HfinalDense`,
      twoLoop(pairs, identity(unit.n, 1, engine)),
      unit.HfinalDense,
    )
  }
  const first = differences.find(fails)
  const worst = Math.max(...differences.map(({ deviation }) => deviation))
  return { passed: first === undefined, loss: worst, weight: Number.NaN, first }
}
