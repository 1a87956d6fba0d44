import type { Preconditioner } from '../preconditioner.ts'

/** D = M: steepest descent along the momentum. */
export const identityPreconditioner: Preconditioner = {
  init: () => ({}),
  direct: (state, momentum) => ({ direction: momentum, state }),
}
