import assert from 'node:assert/strict'
import { hostEngine } from '@kq/linalg/host'
import { opaqueEngine } from '@kq/linalg/laws'
import type { LayerReport } from '../src/layer-report.ts'
import type { TrainingEvent } from '../src/training-events.ts'
import { eigenvaluesOf } from './support/eigenvalues.ts'
import { methods } from './support/methods.ts'
import { snapshotOf, trainerOf } from './support/trainers.ts'
import type { Values } from './support/values.ts'

function conditionIn(state: Values, key: string): number {
  const { rows, columns, data } = state[key]
  const dense = Array.from({ length: rows }, (_, i) =>
    Array.from(data.subarray(i * columns, (i + 1) * columns)),
  )
  const eigenvalues = eigenvaluesOf(dense)
  return Math.max(...eigenvalues) / Math.min(...eigenvalues)
}

const near = (a: number, b: number): void =>
  assert.ok(Math.abs(a - b) <= 1e-6 * Math.abs(b), `${a}, expected ${b}`)

describe('the report of layers', () => {
  for (const { name, make } of methods) {
    it(`counts and measures each layer, each epoch, by ${name}`, async () => {
      for (const engine of [hostEngine({ poison: true }), opaqueEngine()]) {
        const trainer = trainerOf({ engine, optimizer: make() })
        const counts: Record<string, number> = {}
        await trainer.fit({
          epochs: 2,
          onEvent: (event: TrainingEvent) => {
            if (event.kind !== 'step' || event.iteration <= 3) return
            for (const [figure, value] of Object.entries(event.figures)) {
              counts[figure] = (counts[figure] ?? 0) + Number(value > 0)
            }
          },
        })
        const kronecker = /BFGS|KFAC/.test(name)
        assert.equal(trainer.layers.length, kronecker ? 2 : 0)
        const { state } = await snapshotOf(trainer)
        for (const layer of trainer.layers.at(-1)?.layers ?? []) {
          const { parameter } = layer
          assert.equal(layer.steps, 3)
          const expected = {
            powell: counts[`${parameter}/powell`] ?? 0,
            second: counts[`${parameter}/second`] ?? 0,
            outputSkipped: counts[`${parameter}/outputStatus`] ?? 0,
            inputSkipped: counts[`${parameter}/inputStatus`] ?? 0,
          }
          for (const [count, value] of Object.entries(expected)) {
            assert.equal(layer[count as keyof LayerReport], value, count)
          }
          const matrixOf = name === 'KFAC' ? 'inverse' : 'H'
          near(layer.inputCondition, conditionIn(state, `${parameter}/curvature.input.${matrixOf}`))
          const output = `${parameter}/curvature.output.${matrixOf}`
          if (state[output]) near(layer.outputCondition, conditionIn(state, output))
          else assert.ok(layer.outputCondition >= 1)
          for (const [figure, key] of [
            ['sNorm', 's'],
            ['yNorm', 'y'],
          ] as const) {
            const pair = state[`${parameter}/curvature.output.${key}`]
            if (pair) near(layer[figure], Math.hypot(...pair.data))
            else assert.ok(Number.isNaN(layer[figure]))
          }
        }
        trainer.dispose()
        assert.equal(engine.stats().liveMatrices, 0)
      }
    })
  }

  it('is left out with the evaluations', async () => {
    const trainer = trainerOf()
    await trainer.fit({ epochs: 2, evaluate: false })
    assert.deepEqual(trainer.layers, [])
    assert.equal((await trainer.takeSnapshot()).progress?.layers['0.W'].steps, 3)
  })
})
