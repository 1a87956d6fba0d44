import assert from 'node:assert/strict'
import * as fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Files, writeAside } from '../src/write-aside.ts'

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

describe('writeAside', () => {
  let folder: string
  let file: string

  beforeEach(async () => {
    folder = await fs.mkdtemp(join(tmpdir(), 'kq-'))
    file = join(folder, 'x')
    await fs.writeFile(file, 'before')
  })

  afterEach(async () => {
    await fs.chmod(folder, 0o700)
    await fs.rm(folder, { recursive: true })
  })

  const assertAsBefore = async (): Promise<void> => {
    assert.equal(await fs.readFile(file, 'utf8'), 'before')
    assert.deepEqual(await fs.readdir(folder), ['x'])
  }

  it('puts the pieces together, in place of what was there', async () => {
    await writeAside(file, pieces('one ', '', 'two'))
    assert.equal(await fs.readFile(file, 'utf8'), 'one two')
    assert.deepEqual(await fs.readdir(folder), ['x'])
  })

  it('goes to the disk before it gets its name, and so does the name', async () => {
    const order: string[] = []
    const files: Files = {
      ...fs,
      rename: async (...given) => {
        order.push('rename')
        return fs.rename(...given)
      },
      async open(path, flags) {
        const handle = await fs.open(path, flags)
        const what = String(path) === folder ? 'folder' : 'file'
        const write = handle.write.bind(handle) as (...given: unknown[]) => unknown
        const sync = handle.sync.bind(handle)
        // A disk may take less than it is given.
        handle.write = (async (bytes: Uint8Array, offset: number, length: number) => {
          order.push('write')
          return write(bytes, offset, Math.ceil(length / 2))
        }) as unknown as typeof handle.write
        handle.sync = async () => {
          order.push(`sync ${what}`)
          return sync()
        }
        return handle
      },
    }
    await writeAside(file, pieces('1234'), files)
    assert.equal(await fs.readFile(file, 'utf8'), '1234')
    const folders = process.platform === 'win32' ? [] : ['sync folder']
    assert.deepEqual(order, ['write', 'write', 'write', 'sync file', 'rename', ...folders])
  })

  it('on a full disk leaves all as it was, and says what to do', async function () {
    if (process.platform !== 'linux') this.skipBecause('no /dev/full')
    const full: Files = {
      ...fs,
      open: async (path, flags) => {
        const handle = await fs.open(path, flags)
        if (flags !== 'w') return handle
        await handle.close()
        return fs.open('/dev/full', 'w')
      },
    }
    await assert.rejects(writeAside(file, pieces('after'), full), (error: Error) => {
      assert.match(error.message, /^cannot write .*x: ENOSPC.*free some space.*before is intact\.$/)
      assert.equal((error.cause as NodeJS.ErrnoException).code, 'ENOSPC')
      return true
    })
    await assertAsBefore()
  })

  it('where each single call fails leaves all as it was', async () => {
    const failure = Object.assign(new Error('EIO: the disk is broken'), { code: 'EIO' })
    const fail = () => Promise.reject(failure)
    const broken: Record<string, Partial<Files>> = {
      open: { open: fail },
      rename: { rename: fail },
    }
    for (const method of ['write', 'sync', 'close'] as const) {
      const open: Files['open'] = async (path, flags) => {
        const handle = await fs.open(path, flags)
        const close = handle.close.bind(handle)
        handle[method] = (method === 'close' ? () => close().then(fail) : fail) as never
        return handle
      }
      broken[method] = { open }
    }
    for (const [what, calls] of Object.entries(broken)) {
      await assert.rejects(
        writeAside(file, pieces('after'), { ...fs, ...calls }),
        /broken\. Choose another folder/,
        what,
      )
      await assertAsBefore()
    }
  })

  it('in a folder without permission leaves all as it was, and says what to do', async function () {
    const user = process.geteuid?.()
    if (user === undefined) this.skipBecause('no users as POSIX has them')
    await fs.chmod(folder, 0o555)
    // Nothing is forbidden to the superuser.
    if (user === 0) process.seteuid?.(65_534)
    try {
      await assert.rejects(
        writeAside(file, pieces('after')),
        /EACCES.*change its permissions.*intact/,
      )
    } finally {
      if (user === 0) process.seteuid?.(0)
    }
    await assertAsBefore()
  })

  it('leaves all as it was where the pieces end in an error', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('after')
      throw new Error('the device was lost')
    }
    await assert.rejects(writeAside(file, broken()), /the device was lost/)
    await assertAsBefore()
  })
})
