import assert from 'node:assert/strict'
import { type FasterKernel, fasterKernel } from '../src/faster-kernel.ts'

/** What is found where the trials of each kernel give these rates, one after the other. */
function find(
  rates: Readonly<Record<string, readonly number[]>>,
  chosen = 'Haswell',
): Promise<FasterKernel | undefined> {
  const trials = new Map<string, number>()
  return fasterKernel(chosen, 'x64', (coreType) => {
    const name = coreType ?? chosen
    const trial = trials.get(name) ?? 0
    trials.set(name, trial + 1)
    return Promise.resolve(rates[name]?.[trial])
  })
}

describe('fasterKernel', () => {
  it('finds the fastest, by the least of its advantages', async () => {
    assert.deepEqual(
      await find({ Haswell: [100, 100, 100], SkylakeX: [190, 180, 200], Cooperlake: [150] }),
      { coreType: 'SkylakeX', factor: 1.8 },
    )
  })

  it('says nothing of one that was faster by chance', async () => {
    assert.equal(await find({ Haswell: [100, 180, 180], SkylakeX: [190, 180, 190] }), undefined)
  })

  it('says nothing where the choice is the fastest, or as fast', async () => {
    assert.equal(await find({ Haswell: [100, 100, 100], Zen: [110, 110, 110] }), undefined)
    assert.equal(await find({ skylakex: [200], Haswell: [100] }, 'skylakex'), undefined)
  })

  it('says nothing where nothing could be tried', async () => {
    assert.equal(await find({}), undefined)
    assert.equal(await fasterKernel('RISCV64', 'riscv64', () => Promise.resolve(1)), undefined)
  })

  it('is not misled by a trial that fails later', async () => {
    assert.equal(await find({ Haswell: [100, 100, 100], Zen: [150] }), undefined)
  })
})
