import { models } from './others/models.ts'
import { squares } from './others/squares.ts'
import { sums } from './others/sums.ts'
import type { Problem } from './problem.ts'

/** Problems without bounds that are none of Moré, Garbow and Hillstrom's. */
export const others: readonly Problem[] = [...squares, ...sums, ...models]
