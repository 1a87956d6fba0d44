/*
 * Moré and Thuente, ACM TOMS 20 (1994), section 5: the functions of figures 1 to 6 with the parameters
 * of tables 1 to 6, and what the tables say their search found.
 */
import type { LineValue } from '../../src/line-search.ts'

/** φ and φ′. */
export type Phi = (step: number) => LineValue

/** (5.1): −α / (α² + β), which is neither convex nor bounded away from its infimum at ∞. */
const rational =
  (beta: number): Phi =>
  (a) => ({ value: -a / (a * a + beta), slope: (a * a - beta) / (a * a + beta) ** 2 })

/** (5.2): (α + β)⁵ − 2 (α + β)⁴. */
const quintic =
  (beta: number): Phi =>
  (a) => ({
    value: (a + beta) ** 5 - 2 * (a + beta) ** 4,
    slope: 5 * (a + beta) ** 4 - 8 * (a + beta) ** 3,
  })

/** (5.3): |1 − α|, rounded off near 1, with a wave of 39 quarters of its length between 0 and 1. */
const wavy = (beta: number, l: number): Phi => {
  const base = (a: number): [number, number] => {
    if (a <= 1 - beta) return [1 - a, -1]
    if (a >= 1 + beta) return [a - 1, 1]
    return [(a - 1) ** 2 / (2 * beta) + beta / 2, (a - 1) / beta]
  }
  const frequency = (l * Math.PI) / 2
  return (a) => {
    const [value, slope] = base(a)
    return {
      value: value + ((1 - beta) / frequency) * Math.sin(frequency * a),
      slope: slope + (1 - beta) * Math.cos(frequency * a),
    }
  }
}

/** (5.4), Yanai, Ozawa and Kaneko: convex, with corners of the widths β₁ and β₂ at 0 and 1. */
const yanai = (beta1: number, beta2: number): Phi => {
  const gamma = (beta: number): number => Math.hypot(1, beta) - beta
  return (a) => ({
    value: gamma(beta1) * Math.hypot(1 - a, beta2) + gamma(beta2) * Math.hypot(a, beta1),
    slope:
      (gamma(beta1) * (a - 1)) / Math.hypot(1 - a, beta2) +
      (gamma(beta2) * a) / Math.hypot(a, beta1),
  })
}

/** The first steps of every table. */
export const firstSteps: readonly number[] = [1e-3, 1e-1, 1e1, 1e3]

/** A table: for each first step, evaluations of φ and the step that was found, to two digits. */
export interface PublishedTable {
  readonly name: string
  readonly phi: Phi
  readonly sufficientDecrease: number
  readonly curvature: number
  readonly evaluations: readonly number[]
  readonly steps: readonly string[]
}

const table = (
  name: string,
  phi: Phi,
  [sufficientDecrease, curvature]: readonly [number, number],
  evaluations: readonly number[],
  steps: readonly string[],
): PublishedTable => ({ name, phi, sufficientDecrease, curvature, evaluations, steps })

export const publishedTables: readonly PublishedTable[] = [
  table('1', rational(2), [1e-3, 0.1], [6, 3, 1, 4], ['1.4', '1.4', '10', '37']),
  table('2', quintic(0.004), [0.1, 0.1], [12, 8, 8, 11], ['1.6', '1.6', '1.6', '1.6']),
  table('3', wavy(0.01, 39), [0.1, 0.1], [12, 12, 10, 13], ['1.0', '1.0', '1.0', '1.0']),
  table('4', yanai(1e-3, 1e-3), [1e-3, 1e-3], [4, 1, 3, 4], ['0.085', '0.10', '0.35', '0.83']),
  table('5', yanai(1e-2, 1e-3), [1e-3, 1e-3], [6, 3, 7, 8], ['0.075', '0.078', '0.073', '0.076']),
  table('6', yanai(1e-3, 1e-2), [1e-3, 1e-3], [13, 11, 8, 11], ['0.93', '0.93', '0.92', '0.92']),
]
