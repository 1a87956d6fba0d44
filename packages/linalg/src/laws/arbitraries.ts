import fc from 'fast-check'

type Rows = number[][]

/** What matrices and vectors of a property may hold. */
export interface ElementOptions {
  /**
   * `'ordinary'`: within ±100. `'tiny'` and `'huge'`: around 10⁻¹⁰⁰ and 10¹⁰⁰, whose squares
   * neither vanish nor overflow. `'mixed'`: all of these in one matrix. `'integer'`: whole numbers
   * within ±8, whose sums and products float32 holds exactly.
   * @defaultValue `'ordinary'`
   */
  readonly elements?: 'ordinary' | 'tiny' | 'huge' | 'mixed' | 'integer'
}

// Evenly spread: most numbers of fc.double are too small to matter.
const scaled = (factor: number): fc.Arbitrary<number> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .integer({ min: -(2 ** 30), max: 2 ** 30 })
        .map((k) => (k / 2 ** 30) * 100 * factor),
    },
    { weight: 1, arbitrary: fc.integer({ min: -3, max: 3 }).map((k) => k * factor) },
  )

/** A number as {@link ElementOptions} describe it. */
export function elementArbitrary({
  elements = 'ordinary',
}: ElementOptions = {}): fc.Arbitrary<number> {
  switch (elements) {
    case 'integer':
      return fc.integer({ min: -8, max: 8 })
    case 'tiny':
      return scaled(1e-100)
    case 'huge':
      return scaled(1e100)
    case 'mixed':
      return fc.oneof(scaled(1), scaled(1e-100), scaled(1e100))
    case 'ordinary':
      return scaled(1)
  }
}

/** Options of {@link matrixArbitrary}. */
export interface MatrixArbitraryOptions extends ElementOptions {
  /** Fixed, or drawn up to {@link maximumSize}. */
  readonly rows?: number
  readonly columns?: number
  /** @defaultValue `6` */
  readonly maximumSize?: number
  /** @defaultValue `1` */
  readonly minimumSize?: number
}

/** Matrices as nested arrays. */
export function matrixArbitrary(options: MatrixArbitraryOptions = {}): fc.Arbitrary<Rows> {
  const { maximumSize = 6, minimumSize = 1 } = options
  const size = (fixed: number | undefined): fc.Arbitrary<number> =>
    fixed === undefined ? fc.integer({ min: minimumSize, max: maximumSize }) : fc.constant(fixed)
  const element = elementArbitrary(options)
  return fc.tuple(size(options.rows), size(options.columns)).chain(([rows, columns]) => {
    const row = fc.array(element, { minLength: columns, maxLength: columns })
    return fc.array(row, { minLength: rows, maxLength: rows })
  })
}

/** Column vectors of n numbers as flat arrays. */
export const vectorArbitrary = (n: number, options: ElementOptions = {}): fc.Arbitrary<number[]> =>
  fc.array(elementArbitrary(options), { minLength: n, maxLength: n })
