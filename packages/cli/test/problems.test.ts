import assert from 'node:assert/strict'
import { mlp } from '@kq/nn/mlp'
import { methodNames, method } from '../src/methods.ts'
import { type ProblemName, problems } from '../src/problems.ts'

describe('problems', () => {
  for (const [name, problem] of Object.entries(problems)) {
    it(`${name} has a network that can be built, and every method`, () => {
      mlp(problem.layerSizes, { activation: problem.activations })
      for (const optimizer of methodNames) method(name as ProblemName, optimizer)
      if (!problem.image) return
      const { width, height } = problem.image
      assert.deepEqual(
        [problem.layerSizes[0], problem.layerSizes.at(-1)],
        [width * height, width * height],
      )
    })
  }

  it('show what is put in and what comes out from black to white', () => {
    const { mnist, faces } = problems
    assert.deepEqual([0, 1].map(mnist.image!.input), [0, 1])
    assert.deepEqual([-800, 0, 800].map(mnist.image!.output), [0, 0.5, 1])
    assert.deepEqual([-2, 0, 2].map(faces.image!.output), [0, 0.5, 1])
  })

  it('digits are told apart by their labels', async function () {
    this.timeout(20_000)
    const { train, test } = await problems.digits.load(1, () => {})
    assert.deepEqual(
      [train.targets?.rows, train.targets?.columns, test.targets?.rows],
      [60_000, 10, 10_000],
    )
    // The first training image is a 5.
    assert.deepEqual(
      Array.from(train.targets!.data.subarray(0, 10)),
      [0, 0, 0, 0, 0, 1, 0, 0, 0, 0],
    )
  })
})
