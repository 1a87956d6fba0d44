/*
 * K-BFGS and K-BFGS(L) in plain arrays, written out from the paper's algorithm box and the authors'
 * settings, with no regard to cost: limited memory is BFGS of the last pairs from the start.
 */
import {
  combine,
  combineVectors,
  dot,
  identity,
  inverse,
  meanRow,
  moment,
  multiply,
  norm,
  outer,
  type Rows,
  times,
  type Vector,
  zeros,
} from './arrays.ts'
import { type Network, pass, penalized } from './network.ts'

export interface KbfgsOracleOptions {
  readonly learningRate: number
  readonly lambda: number
  readonly mu1: number
  readonly mu2: number
  readonly decay: number
  readonly pairMomentum: number
  readonly momentum: number
  readonly l2: number
  readonly initialScale: number
  readonly damping: 'double' | 'powell-lm'
  readonly hessianAction: 'running' | 'minibatch'
  readonly memory?: number
}

type Pair = readonly [s: Vector, y: Vector]

/** What one step of one layer went through. */
export interface LayerTrace {
  readonly s: Vector
  readonly y: Vector
  readonly sDamped: Vector
  readonly yDamped: Vector
  readonly direction: Rows
  readonly Ha: Rows
  readonly Hg: Rows
  readonly powell: number
  readonly second: number
  readonly outputStatus: number
}

interface Layer {
  M: Rows
  A: Rows
  Ha: Rows
  Hg: Rows
  s: Vector
  y: Vector
  pairs: Pair[]
}

function bfgs(H: Rows, s: Vector, y: Vector, v: Vector): { H: Rows; status: number } {
  const sigma = dot(s, y)
  if (!(sigma > 0)) return { H, status: 1 }
  if (sigma <= 1e-4 * dot(s, s) * norm(v)) return { H, status: 2 }
  const rho = 1 / sigma
  // (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ
  const left = combine(1, identity(s.length), -rho, outer(s, y))
  const right = combine(1, identity(s.length), -rho, outer(y, s))
  return { H: combine(1, multiply(multiply(left, H), right), rho, outer(s, s)), status: 0 }
}

function damp(H: Rows, s: Vector, y: Vector, { mu1, mu2, damping }: KbfgsOracleOptions) {
  const q = times(H, y)
  const [sy, k] = [dot(s, y), dot(y, q)]
  const powell = sy / k > mu1 ? 0 : 1
  const theta1 = ((1 - mu1) * k) / (k - sy)
  const sDamped = powell ? combineVectors(theta1, s, 1 - theta1, q) : s
  if (damping === 'powell-lm') {
    return { sDamped, yDamped: combineVectors(1, y, mu2, sDamped), powell, second: 1 }
  }
  const [ss, st] = [dot(sDamped, sDamped), dot(sDamped, y)]
  const second = st / ss > mu2 ? 0 : 1
  const theta2 = ((1 - mu2) * ss) / (ss - st)
  const yDamped = second ? combineVectors(theta2, y, 1 - theta2, sDamped) : y
  return { sDamped, yDamped, powell, second }
}

/** A training run; `step` returns what it went through, layer by layer. */
export function kbfgsOracle(
  network: Network,
  initial: readonly Rows[],
  options: KbfgsOracleOptions,
  warmBatches: readonly Rows[],
): { weights: Rows[]; step(x: Rows, t: Rows): LayerTrace[] } {
  const {
    learningRate,
    lambda,
    decay,
    pairMomentum,
    momentum,
    l2,
    hessianAction,
    memory,
    initialScale,
  } = options
  const shift = Math.sqrt(lambda)
  const layers = initial.map((w): Layer => {
    const [d, n] = [w.length, w[0].length]
    return {
      M: zeros(d, n),
      A: zeros(n, n),
      Ha: [],
      Hg: identity(d, initialScale),
      s: Array<number>(d).fill(0),
      y: Array<number>(d).fill(0),
      pairs: [],
    }
  })
  const run = { weights: [...initial] as Rows[], step }
  warmBatches.forEach((x) => {
    // The targets do not matter to the inputs of layers.
    const { h } = pass(network, run.weights, x, zeros(x.length, initial[initial.length - 1].length))
    layers.forEach((layer, l) => {
      layer.A = combine(1, layer.A, 1 / warmBatches.length, moment(h[l]))
    })
  })
  let i = 0

  function step(x: Rows, t: Rows): LayerTrace[] {
    const at = pass(network, run.weights, x, t)
    const gradients = penalized(at.gradients, l2, run.weights)
    const shifted = layers.map((layer, l) => {
      const batch = moment(at.h[l])
      const warmed = warmBatches.length > 0
      if (hessianAction === 'running' && !(i === 0 && warmed))
        layer.A = combine(decay, layer.A, 1 - decay, batch)
      if (hessianAction === 'minibatch' && !(i === 0 && warmed)) layer.A = batch
      const identityPart = identity(batch.length, shift)
      if (i === 0) layer.Ha = inverse(combine(1, layer.A, 1, identityPart))
      return combine(1, hessianAction === 'minibatch' ? batch : layer.A, 1, identityPart)
    })
    const directions = layers.map((layer, l) => {
      layer.M = combine(momentum, layer.M, 1 - momentum, gradients[l])
      return multiply(multiply(layer.Hg, layer.M), layer.Ha)
    })
    const next = run.weights.map((w, l) => combine(1, w, -learningRate, directions[l]))
    const after = pass(network, next, x, t)
    const traces = layers.map((layer, l): LayerTrace => {
      const g = meanRow(at.g[l])
      layer.s = combineVectors(
        pairMomentum,
        layer.s,
        1 - pairMomentum,
        combineVectors(1, meanRow(at.a[l]), -1, meanRow(after.a[l])),
      )
      layer.y = combineVectors(
        pairMomentum,
        layer.y,
        1 - pairMomentum,
        combineVectors(1, g, -1, meanRow(after.g[l])),
      )
      const { s, y } = layer
      const damped = damp(layer.Hg, s, y, options)
      const updated = bfgs(layer.Hg, damped.sDamped, damped.yDamped, g)
      if (updated.status === 0)
        layer.pairs = [...layer.pairs, [damped.sDamped, damped.yDamped] as Pair].slice(
          -(memory ?? Infinity),
        )
      layer.Hg =
        memory === undefined
          ? updated.H
          : layer.pairs.reduce(
              (H, [ps, py]) => bfgs(H, ps, py, [0]).H,
              identity(g.length, initialScale),
            )
      const m = meanRow(at.h[l])
      const sa = times(layer.Ha, m)
      layer.Ha = bfgs(layer.Ha, sa, times(shifted[l], sa), m).H
      return {
        s,
        y,
        ...damped,
        direction: directions[l],
        Ha: layer.Ha,
        Hg: layer.Hg,
        outputStatus: updated.status,
      }
    })
    run.weights = next
    i++
    return traces
  }
  return run
}
