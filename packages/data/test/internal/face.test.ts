import assert from 'node:assert/strict'
import { createRandom } from '@kq/linalg/random'
import { brightnessAt, drawPerson, drawPhotograph } from '../../src/internal/face.ts'

const people = Array.from({ length: 200 }, (_, seed) => {
  const random = createRandom(seed)
  return drawPhotograph(random, drawPerson(random))
})

describe('brightnessAt', () => {
  it('is a grey that a photograph can have, everywhere', () => {
    for (const photograph of people) {
      for (let x = -1.5; x <= 1.5; x += 0.25) {
        for (let y = -1.5; y <= 1.5; y += 0.25) {
          const grey = brightnessAt(photograph, x, y)
          assert.ok(grey >= 0 && grey <= 1.5, `${grey} at ${x}, ${y}`)
        }
      }
    }
  })

  it('is the backdrop far away, and skin on the cheeks', () => {
    for (const photograph of people) {
      const { person, exposure, lightX, lightY } = photograph
      assert.equal(brightnessAt(photograph, 5, 5), exposure * person.backdrop)
      const lit = person.skin * (1 + 0.45 * lightX + 0.1 * lightY - 0.15 * (0.45 ** 2 + 0.1 ** 2))
      assert.ok(Math.abs(brightnessAt(photograph, 0.45, 0.1) - exposure * lit) < 0.15)
    }
  })

  it('has darker eyes than cheeks', () => {
    for (const photograph of people) {
      const { eyeDistance, eyeHeight } = photograph.person
      const open = { ...photograph, eyesOpen: 1, turn: 0 }
      const eye = brightnessAt(open, eyeDistance, eyeHeight)
      assert.ok(eye < brightnessAt(open, 0.45, 0.1), `${eye}`)
    }
  })

  it('follows the light', () => {
    const [photograph] = people
    const left = brightnessAt({ ...photograph, lightX: -0.3 }, 0.45, 0.1)
    const right = brightnessAt({ ...photograph, lightX: 0.3 }, 0.45, 0.1)
    assert.ok(right > left)
  })
})

describe('drawPhotograph', () => {
  it('keeps the person and changes the rest', () => {
    const random = createRandom(1)
    const person = drawPerson(random)
    const [one, other] = [drawPhotograph(random, person), drawPhotograph(random, person)]
    assert.equal(one.person, other.person)
    assert.notEqual(one.lightX, other.lightX)
    assert.notDeepEqual(drawPerson(random), person)
  })
})
