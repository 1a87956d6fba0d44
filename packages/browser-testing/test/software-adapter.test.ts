import assert from 'node:assert/strict'
import { requireOpening, useSoftwareAdapter } from '../src/software-adapter.ts'

const here = import.meta.filename

describe('useSoftwareAdapter', () => {
  it('names the driver where there is one and nobody has chosen', () => {
    const environment: Record<string, string | undefined> = {}
    useSoftwareAdapter(environment, '/nowhere.json')
    assert.deepEqual(environment, {})
    useSoftwareAdapter(environment, here)
    assert.equal(environment.VK_DRIVER_FILES, here)
    const chosen = { VK_DRIVER_FILES: 'mine' }
    useSoftwareAdapter(chosen, here)
    assert.equal(chosen.VK_DRIVER_FILES, 'mine')
  })
})

describe('requireOpening', () => {
  const refuse = (): Promise<never> => Promise.reject(new Error('no adapter'))
  const context = {
    skipBecause(reason: string): never {
      throw new Error(`skipped: ${reason}`)
    },
  }

  it('skips by the reason, and fails where what is opened is required', async () => {
    await assert.rejects(requireOpening(context, refuse, false), /^Error: skipped: no adapter$/)
    await assert.rejects(requireOpening(context, refuse, true), /^Error: no adapter$/)
    await requireOpening(context, () => Promise.resolve(1), true)
  })
})
