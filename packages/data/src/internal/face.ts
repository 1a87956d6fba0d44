/**
 * A face as a picture in the plane: soft-edged ellipses of one grey on top of another. The face
 * looks straight out of the page; x runs to the right, y down, and the head fills about [−1, 1]².
 */
import type { Random } from '@kq/linalg/random'

/** What all photographs of a person share. */
export interface Person {
  readonly skin: number
  readonly hair: number
  readonly backdrop: number
  /** Half axes of the head. */
  readonly width: number
  readonly height: number
  /** Where the forehead ends. */
  readonly hairline: number
  readonly eyeDistance: number
  readonly eyeHeight: number
  readonly eyeSize: number
  readonly iris: number
  readonly browHeight: number
  readonly browWeight: number
  readonly noseLength: number
  readonly noseWidth: number
  readonly mouthHeight: number
  readonly mouthWidth: number
  readonly lips: number
  readonly beard: number
}

/** What differs between photographs of one person. */
export interface Photograph {
  readonly person: Person
  /** Light from this side: the slope of the brightness. */
  readonly lightX: number
  readonly lightY: number
  readonly exposure: number
  /** How far eyes and mouth are open, from 0 to 1. */
  readonly eyesOpen: number
  readonly mouthOpen: number
  /** Up or down at the corners of the mouth. */
  readonly smile: number
  /** How far the head is turned: features shift sideways. */
  readonly turn: number
}

const between = (random: Random, low: number, high: number): number =>
  low + (high - low) * random.uniform()

export const drawPerson = (random: Random): Person => ({
  skin: between(random, 0.5, 0.85),
  hair: between(random, 0.05, 0.6),
  backdrop: between(random, 0.1, 0.5),
  width: between(random, 0.62, 0.8),
  height: between(random, 0.85, 1.05),
  hairline: between(random, -0.75, -0.45),
  eyeDistance: between(random, 0.26, 0.36),
  eyeHeight: between(random, -0.25, -0.1),
  eyeSize: between(random, 0.1, 0.15),
  iris: between(random, 0.03, 0.3),
  browHeight: between(random, 0.14, 0.22),
  browWeight: between(random, 0.2, 0.9),
  noseLength: between(random, 0.22, 0.36),
  noseWidth: between(random, 0.08, 0.16),
  mouthHeight: between(random, 0.42, 0.56),
  mouthWidth: between(random, 0.2, 0.34),
  lips: between(random, 0.2, 0.45),
  // One in three has one.
  beard: Math.max(0, between(random, -0.8, 0.4)),
})

export const drawPhotograph = (random: Random, person: Person): Photograph => ({
  person,
  lightX: between(random, -0.3, 0.3),
  lightY: between(random, -0.2, 0.1),
  exposure: between(random, 0.85, 1.15),
  eyesOpen: between(random, 0.3, 1),
  mouthOpen: between(random, 0, 1) ** 3,
  smile: between(random, -0.2, 1),
  turn: between(random, -0.12, 0.12),
})

/** How soft edges are, in units of the plane: about a pixel of the final image. */
const softness = 0.03

/** Near 1 inside the ellipse about (cx, cy) with half axes a and b, near 0 outside, ½ on the edge. */
const inside = (x: number, y: number, cx: number, cy: number, a: number, b: number): number => {
  // Several times as fast as Math.hypot, which guards against overflow.
  const radius = Math.sqrt(((x - cx) / a) ** 2 + ((y - cy) / b) ** 2)
  const distance = (radius - 1) * Math.min(a, b)
  return distance > 8 * softness ? 0 : 1 / (1 + Math.exp(distance / softness))
}

const over = (below: number, grey: number, cover: number): number => below + (grey - below) * cover

/** The brightness of the photograph at a point, about 0 to 1. */
export const brightnessAt = (photograph: Photograph, x: number, y: number): number => {
  const { person, lightX, lightY, exposure, eyesOpen, mouthOpen, smile, turn } = photograph
  const { width, height, skin, eyeDistance, eyeHeight, eyeSize } = person
  let grey = over(person.backdrop, person.hair, inside(x, y, 0, -0.12, width + 0.12, height + 0.08))
  const face = inside(x, y, 0, 0, width, height) * inside(x, y, 0, 1.2, 3, 1.2 - person.hairline)
  if (face > 0) {
    const lit = skin * (1 + lightX * x + lightY * y - 0.15 * (x * x + y * y))
    grey = over(grey, lit, face)
    const dark = 0.45 * skin
    const jaw = inside(x, y, 0, 0.7, width, 0.42)
    grey = over(grey, person.hair, person.beard * jaw * face)
    for (const side of [-1, 1]) {
      const cx = side * eyeDistance + turn
      const brow = inside(x, y, cx, eyeHeight - person.browHeight, 0.17, 0.045)
      grey = over(grey, person.hair, person.browWeight * brow)
      const open = eyeSize * 0.6 * eyesOpen + 0.02
      grey = over(grey, dark, inside(x, y, cx, eyeHeight, eyeSize + 0.05, open + 0.05) * 0.5)
      const white = inside(x, y, cx, eyeHeight, eyeSize, open)
      grey = over(grey, 0.9, white)
      grey = over(grey, person.iris, inside(x, y, cx + turn / 2, eyeHeight, 0.055, 0.055) * white)
    }
    const tip = eyeHeight + person.noseLength + 0.08
    const ridge = inside(
      x,
      y,
      turn,
      eyeHeight + person.noseLength / 2,
      0.035,
      person.noseLength / 2,
    )
    grey = over(grey, Math.min(1, 1.25 * lit), 0.6 * ridge)
    grey = over(grey, dark, 0.7 * inside(x, y, 1.5 * turn, tip, person.noseWidth, 0.05))
    const bend = person.mouthHeight - smile * 0.6 * ((x - turn) ** 2 - 0.02)
    const gape = 0.035 + 0.1 * mouthOpen
    grey = over(grey, person.lips, inside(x, y, turn, bend, person.mouthWidth, gape + 0.03))
    grey = over(grey, 0.08, mouthOpen * inside(x, y, turn, bend, 0.8 * person.mouthWidth, gape))
  }
  return exposure * grey
}
