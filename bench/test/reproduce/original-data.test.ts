import assert from 'node:assert/strict'
import { originalData } from '../../reproduce/original-data.ts'

describe('originalData', () => {
  it("knows the authors' files by their names", () => {
    assert.equal(originalData('/data/digs3pts_1.mat').problem, 'curves')
    assert.equal(originalData('newfaces_rot_single.mat').problem, 'faces')
    assert.throws(
      () => originalData('mnist.mat'),
      /expected digs3pts_1\.mat \(CURVES\) or newfaces/,
    )
  })

  it('fails where the file is not there', async () => {
    await assert.rejects(originalData('/nowhere/digs3pts_1.mat').load(), /ENOENT/)
  })
})
