import { accessText } from '../access.ts'
import { type Pending, valuesOf } from '../fusion.ts'
import type { GpuArgument } from '../gpu-js.ts'
import { expressionSource } from './expression-source.ts'
import { identify } from './identify.ts'

/** A pending computation as part of a kernel; `y` and `x` are in scope there. */
export interface Part {
  /** Tells it from others, what its leaves hold apart. */
  readonly key: string
  /** Statements, and the name of the value that they compute. */
  readonly source: () => { readonly statements: string; readonly value: string }
}

/** Pending computations in one kernel: what it takes, and its parts. */
export interface Operands {
  readonly parameters: readonly string[]
  readonly args: readonly GpuArgument[]
  readonly parts: readonly Part[]
}

/** Parameters are one a device value, however often and in whatever way it is accessed, and one a number. */
export function operandsOf(pending: readonly Pending[]): Operands {
  const values = valuesOf(pending.flatMap(({ leaves }) => leaves))
  const numbers: number[] = []
  const parts = pending.map(({ term, leaves }, k): Part => {
    const elements = leaves.map((leaf) =>
      'access' in leaf
        ? `a${values.indexOf(leaf.value)}${accessText(leaf.access)}`
        : `n${numbers.push(leaf.value) - 1}`,
    )
    return {
      key: `${identify(term)}(${elements.join(' ')})`,
      source: () => expressionSource(term, elements, `t${k}_`),
    }
  })
  return {
    parameters: [...values.map((_, i) => `a${i}`), ...numbers.map((_, i) => `n${i}`)],
    args: [...values.map(({ handle }) => handle), ...numbers],
    parts,
  }
}
