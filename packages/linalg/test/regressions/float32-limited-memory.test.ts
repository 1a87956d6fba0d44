/*
 * Limited memory in float32 where the triangle R of the curvature pairs is ill-conditioned: steps
 * that are nearly parallel (averages with momentum do that), concave directions that damping bends,
 * and gradients that grow. The program of Goldfarb, Ren and Bahamou (NeurIPS 2020) carries R⁻¹ from
 * pair to pair; in float32, K-BFGS(L) so ends in NaN.
 */
import assert from 'node:assert/strict'
import { matrix } from '../../src/as-matrix.ts'
import { identity } from '../../src/constant.ts'
import { doubleDamping } from '../../src/damping.ts'
import { gemm } from '../../src/gemm.ts'
import type { DenseMatrix } from '../../src/dense-matrix.ts'
import { defaultHost, hostEngine, type HostMatrix } from '../../src/host.ts'
import { denseFrom } from '../../src/laws/dense.ts'
import { inner } from '../../src/laws/inner.ts'
import { combination } from '../../src/laws/curvature-arbitraries.ts'
import { appendPair, type CurvaturePairs, emptyPairs } from '../../src/curvature-pairs.ts'
import { twoLoop } from '../../src/lbfgs.ts'
import { createRandom } from '../../src/random.ts'
import { compactForm } from '../../src/compact-form.ts'

const dimension = 200
const memory = 100

/** Damped pairs of averaged steps along one direction, as float32 holds them. */
function hardPairs(seed: number): CurvaturePairs<HostMatrix> {
  const random = createRandom(seed)
  const indices = Array.from({ length: dimension }, (_, i) => i)
  const direction = indices.map(() => random.normal())
  const curvature = indices.map((i) => -(10 ** (-3 + (4 * i) / dimension)))
  let meanS = indices.map(() => 0)
  let meanY = meanS
  let pairs = emptyPairs(memory, dimension, defaultHost())
  for (let k = 0; k < memory; k++) {
    const s = direction.map((x) => 1e-3 * (x + 1e-4 * random.normal()))
    const y = s.map((x, i) => 1.2 ** k * (curvature[i] * x + 1e-7 * random.normal()))
    meanS = meanS.map((x, i) => 0.9 * x + 0.1 * s[i])
    meanY = meanY.map((x, i) => 0.9 * x + 0.1 * y[i])
    const held = pairs
    const damped = doubleDamping((v: DenseMatrix) => twoLoop(held, v), meanS, meanY, { mu2: 0.55 })
    const single = (a: DenseMatrix): number[] => a.toArray().map(([x]) => Math.fround(x))
    pairs = appendPair(pairs, single(damped.s), single(damped.y)) as CurvaturePairs<HostMatrix>
  }
  return pairs
}

/** R⁻¹ in float32, a column for each pair: −R⁻¹(S y)/σ above 1/σ. */
function carriedInverse({ S, Y }: CurvaturePairs<HostMatrix>): HostMatrix {
  const inverse = Array.from({ length: memory }, () => new Float32Array(memory))
  const products = gemm(S, Y, { transposeB: true })
  for (let k = 0; k < memory; k++) {
    const sigma = Math.fround(products.get(k, k))
    for (let i = 0; i < k; i++) {
      let sum = 0
      for (let j = i; j < k; j++)
        sum = Math.fround(sum + inverse[i][j] * Math.fround(products.get(j, k)))
      inverse[i][k] = -sum / sigma
    }
    inverse[k][k] = 1 / sigma
  }
  return matrix(inverse, S.engine)
}

/** H V = V + Pᵀ[(Δ + YYᵀ)PV − YV] − YᵀPV with P = R⁻¹S, the authors' formula. */
function carriedProduct({ S, Y }: CurvaturePairs<HostMatrix>, V: HostMatrix): HostMatrix {
  const P = gemm(carriedInverse({ S, Y }), S)
  const products = gemm(S, Y, { transposeB: true })
  const delta = matrix(
    products.toArray().map((row, i) => row.map((x, j) => (i === j ? x : 0))),
    S.engine,
  )
  const PV = gemm(P, V)
  const bracket = gemm(gemm(Y, Y, { transposeB: true, c: delta }), PV, {
    c: gemm(Y, V, { alpha: -1 }),
  })
  const without = gemm(Y, PV, { transposeA: true, alpha: -1, c: V })
  return gemm(P, bracket, { transposeA: true, c: without })
}

describe('float32 limited memory of ill-conditioned pairs', () => {
  const engine = hostEngine({ dtype: 'float32' })

  /** ‖found − expected‖ / ‖expected‖, Frobenius. */
  const relativeError = (found: DenseMatrix, expected: DenseMatrix): number => {
    const exact = denseFrom(expected)
    const difference = combination(1, denseFrom(found), -1, exact)
    return Math.sqrt(inner(difference, difference).value / inner(exact, exact).value)
  }

  for (const seed of [1, 2]) {
    it(`the two-loop product stays exact where a carried R⁻¹ is lost, with seed ${seed}`, () => {
      const pairs = hardPairs(seed)
      const single = { S: matrix(pairs.S.toArray(), engine), Y: matrix(pairs.Y.toArray(), engine) }
      const H = twoLoop(pairs, identity(dimension))
      const I = identity(dimension, 1, engine)
      const twoLoopError = relativeError(twoLoop(single, I), H)
      assert.ok(twoLoopError < 1e-4, `two-loop: ${twoLoopError}`)
      const compactError = relativeError(compactForm(single).toDense(), H)
      assert.ok(compactError < 1e-2, `compact form: ${compactError}`)
      const carriedError = relativeError(carriedProduct(single, I), H)
      assert.ok(carriedError > 1, `carried R⁻¹: ${carriedError}`)
      const inDouble = relativeError(carriedProduct(pairs, identity(dimension)), H)
      assert.ok(inDouble < 1e-2, `carried R⁻¹ with products in float64: ${inDouble}`)
    })
  }
})
