import type { Elementwise } from './elementwise.ts'

/** a itself: the activation of a layer that has none. */
export const linear: Elementwise = (x) => x
