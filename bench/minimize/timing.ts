/** A minimisation by L-BFGS, for its time. */
export interface Timing {
  /** Rosenbrock's, of pairs of variables or of neighbours. */
  readonly function: 'paired' | 'chained'
  readonly n: number
  readonly iterations: number
}

/** A process that minimises when it is told to. */
export interface Timed {
  time(job: Timing): Promise<{ readonly seconds: number; readonly nit: number }>
  stop(): void
}
