/**
 * What learning rates are multiplied by after a step: 1 until two steps in a row were rejected. Every
 * rejection from then on halves it, every accepted step makes it a quarter larger, up to 1.
 *
 * A single rejection may be the batch's doing, and the averages of the curvature follow with a delay; what
 * comes after it is the step's own doing.
 */
export function scaleAfter(scale: number, accepted: boolean, rejectedInARow: number): number {
  if (accepted) return Math.min(1, scale * 1.25)
  return rejectedInARow > 1 || scale < 1 ? scale / 2 : scale
}
