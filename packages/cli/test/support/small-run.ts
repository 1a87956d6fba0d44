/*
 * A training of a few milliseconds a step that saves a checkpoint after each, goes on from what its
 * folder has, and prints at its end a digest of all that it came to.
 *
 *   small-run FOLDER ITERATIONS [DIE]     DIE: the call of the file system at which it kills itself
 */
import { createHash } from 'node:crypto'
import * as fs from 'node:fs/promises'
import { hostEngine } from '@kq/linalg/host'
import { createRandom } from '@kq/linalg/random'
import { logisticLoss } from '@kq/nn/logistic-loss'
import { mlp } from '@kq/nn/mlp'
import { readCheckpoint, writeCheckpoint } from '@kq/optim/checkpoint'
import { kbfgs } from '@kq/optim/kbfgs'
import { Trainer } from '@kq/optim/trainer'
import { checkpointFolder } from '../../src/checkpoint-folder.ts'
import type { Files } from '../../src/write-aside.ts'

const [path, iterations, die] = process.argv.slice(2)

let calls = 0
const count = (): void => {
  if (++calls === Number(die)) process.kill(process.pid, 'SIGKILL')
}

/** The file system, each of whose calls may be this program's last, before or after it is done. */
const mortal = <F extends (...given: never[]) => Promise<unknown>>(call: F): F =>
  (async (...given: Parameters<F>) => {
    count()
    const result = await call(...given)
    count()
    return result
  }) as F

const files = {
  ...fs,
  rename: mortal(fs.rename),
  rm: mortal(fs.rm),
  async open(...given: Parameters<Files['open']>) {
    const handle = await fs.open(...given)
    handle.write = mortal(handle.write.bind(handle) as never)
    handle.sync = mortal(handle.sync.bind(handle))
    return handle
  },
} as Files

const interrupt = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interrupt.abort())

const random = createRandom(5)
const data = new Float64Array(60 * 8)
random.fillUniform(data)
const subject = {
  model: mlp([8, 12, 4, 8], { activation: ['tanh', 'linear', 'linear'] }),
  optimizer: kbfgs({ learningRate: 0.1, lambda: 0.1 }),
  engine: hostEngine(),
}
const folder = checkpointFolder(path, { keep: 2, files })
const saved = await folder.load((source) => readCheckpoint(source, subject))
const trainer = new Trainer({
  ...subject,
  loss: logisticLoss,
  train: { name: 'noise', inputs: { data, rows: 60, columns: 8 } },
  batchSize: 20,
  seed: 3,
  from: saved?.position,
})
const save = async (): Promise<void> => {
  await folder.save(trainer.iterations, writeCheckpoint(trainer.position, subject))
}
process.stdout.write('begins\n')
const begun = performance.now()
await trainer.fit({
  iterations: Number(iterations) - trainer.iterations,
  evaluate: false,
  snapshotEvery: 'never',
  onCheckpoint: save,
  signal: interrupt.signal,
})
if (interrupt.signal.aborted) await save()
const milliseconds = performance.now() - begun
const { seconds: _, ...end } = await trainer.takeSnapshot()
const digest = createHash('sha256')
  .update(
    JSON.stringify(end, (_key, value: unknown) =>
      ArrayBuffer.isView(value) ? Buffer.from(value.buffer).toString('base64') : value,
    ),
  )
  .digest('hex')
process.stdout.write(
  `${JSON.stringify({ iterations: trainer.iterations, digest, calls, milliseconds })}\n`,
)
