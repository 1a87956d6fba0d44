/** Step after step was rejected because the loss would have risen. */
export class DivergenceError extends Error {
  override readonly name: string = 'DivergenceError'
  /** The parameter of the layer with the largest output factor. */
  readonly parameter: string | undefined
  /** ‖H_g‖ of that layer, the Frobenius norm. */
  readonly norm: number

  constructor(rejections: number, parameter: string | undefined, norm: number, learningRate: number, lambda: number | undefined) {
    const layer =
      parameter === undefined
        ? ''
        : ` The largest curvature is that of ${parameter}: ‖H_g‖ = ${norm.toPrecision(3)}.`
    const damping =
      lambda === undefined ? '' : `, or raise lambda (now ${lambda}; try ${Number((lambda * 2).toPrecision(2))})`
    super(
      `${rejections} steps in a row were rejected, since each would have raised the loss by more than a tenth.${layer} ` +
        `Lower the learning rate (now ${learningRate}; try ${Number((learningRate / 3).toPrecision(1))})${damping}.`,
    )
    this.parameter = parameter
    this.norm = norm
  }
}
