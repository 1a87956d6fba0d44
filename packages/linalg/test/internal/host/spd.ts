import { spdFromEigenvalues } from '../../../src/laws/spd-arbitrary.ts'
import type { Values } from './layouts.ts'

/** The elements of a symmetric positive definite matrix with eigenvalues from 1/condition to 1. */
export function spd(size: number, condition: number, seed: number): Values {
  const eigenvalues = Array.from(
    { length: size },
    (_, i) => condition ** (-i / Math.max(1, size - 1)),
  )
  const rows = spdFromEigenvalues(eigenvalues, seed)
  return (i, j) => rows[i][j]
}

/** Sizes up to and beyond those at which the recursions halve. */
export const sizesAcrossHalving: readonly number[] = [0, 1, 2, 31, 32, 33, 64, 65, 100, 129]
