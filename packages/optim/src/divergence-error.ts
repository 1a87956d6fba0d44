/** Settings that the advice refers to. */
interface Settings {
  readonly learningRate?: unknown
  readonly lambda?: unknown
  readonly damping?: unknown
}

/** Double damping takes λ below 1 only, so doubling it may not be the way. */
function lambdaAdvice({ lambda, damping }: Settings): string {
  if (typeof lambda !== 'number') return ''
  const doubled = Number((2 * lambda).toPrecision(2))
  return damping === 'double' && lambda < 1 && doubled >= 1
    ? `, or raise lambda (now ${lambda}) with damping: 'powell-lm', which takes any lambda`
    : `, or raise lambda (now ${lambda}; try ${doubled})`
}

/** Step after step was rejected because the loss would have risen. */
export class DivergenceError extends Error {
  override readonly name: string = 'DivergenceError'
  /** The parameter of the layer with the largest output factor. */
  readonly parameter: string | undefined
  /** ‖H_g‖ of that layer, the Frobenius norm. */
  readonly norm: number

  constructor(rejections: number, parameter: string | undefined, norm: number, settings: Settings) {
    const layer =
      parameter === undefined
        ? ''
        : ` The largest curvature is that of ${parameter}: ‖H_g‖ = ${norm.toPrecision(3)}.`
    const { learningRate } = settings
    const lower = Number((Number(learningRate) / 3).toPrecision(1))
    super(
      `${rejections} steps in a row were rejected, since each would have raised the loss by more than a tenth.${layer} ` +
        `Lower the learning rate (now ${String(learningRate)}; try ${lower})${lambdaAdvice(settings)}.`,
    )
    this.parameter = parameter
    this.norm = norm
  }
}
