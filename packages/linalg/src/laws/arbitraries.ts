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

const ordinary: fc.Arbitrary<number> = /* @__PURE__ */ fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -100, max: 100, noNaN: true }) },
  { weight: 1, arbitrary: fc.integer({ min: -3, max: 3 }) },
)

const scaled = (factor: number): fc.Arbitrary<number> =>
  fc.double({ min: -100, max: 100, noNaN: true }).map((x) => x * factor)

/** A number as {@link ElementOptions} describe it. */
export function elementArbitrary({ elements = 'ordinary' }: ElementOptions = {}): fc.Arbitrary<number> {
  const settled = (a: fc.Arbitrary<number>): fc.Arbitrary<number> =>
    // Numbers below the normal range would lose digits in products.
    a.map((x) => (Math.abs(x) < 1e-150 ? 0 : x))
  switch (elements) {
    case 'integer':
      return fc.integer({ min: -8, max: 8 })
    case 'tiny':
      return settled(scaled(1e-100))
    case 'huge':
      return settled(scaled(1e100))
    case 'mixed':
      return settled(fc.oneof(ordinary, scaled(1e-100), scaled(1e100)))
    default:
      return settled(ordinary)
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
