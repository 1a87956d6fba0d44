const side = 28
const gap = 4

/**
 * Draws square images side by side: black ink on nothing, as strong as the pixel's value from 0 to 1,
 * so that a style can turn it light on dark.
 */
export function drawImages(canvas: HTMLCanvasElement, pixels: ArrayLike<number>): void {
  const count = pixels.length / (side * side)
  canvas.width = count * (side + gap) - gap
  canvas.height = side
  const context = canvas.getContext('2d')
  if (!context) return
  for (let image = 0; image < count; image++) {
    const drawn = context.createImageData(side, side)
    for (let pixel = 0; pixel < side * side; pixel++) {
      drawn.data[4 * pixel + 3] = 255 * pixels[image * side * side + pixel]
    }
    context.putImageData(drawn, image * (side + gap), 0)
  }
}
