// npm run example -- csv [FILE [COLUMN]]: learns one column of a table from the others.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { openEngine } from '@kq/linalg/open-engine'
import { halfMseLoss } from '@kq/nn/half-mse-loss'
import { mlp } from '@kq/nn/mlp'
import { kbfgs } from '@kq/optim/kbfgs'
import { Trainer } from '@kq/optim/trainer'
import { wasm } from '@kq/wasm/wasm'
import { parse } from 'csv-parse/sync'

const [given, column] = process.argv.slice(3)
const file = given
  ? path.resolve(process.env.INIT_CWD ?? '.', given) // from where npm was called
  : path.join(import.meta.dirname, 'weather.csv')

// A line of names, then lines of numbers.
const table: string[][] = parse(await readFile(file), { bom: true, trim: true })
const [names, ...lines] = table
const target = column === undefined ? names.length - 1 : names.indexOf(column)
if (target < 0) throw new Error(`${file} has no ${column}, but ${names.join(', ')}`)
const rows = lines.map((line, i) =>
  line.map((text, j) => {
    const value = Number(text)
    if (text !== '' && Number.isFinite(value)) return value
    throw new Error(`${file}, record ${i + 1}, ${names[j]}: "${text}" is not a number`)
  }),
)

// Every fifth row is kept aside. The others give the scale: mean 0, deviation 1.
const trainRows = rows.filter((_, i) => i % 5 !== 4)
const testRows = rows.filter((_, i) => i % 5 === 4)
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length
const means = names.map((_, j) => mean(trainRows.map((row) => row[j])))
const deviations = names.map((_, j) =>
  Math.sqrt(mean(trainRows.map((row) => (row[j] - means[j]) ** 2)) || 1),
)

const samples = (some: number[][], keep: (j: number) => boolean) => {
  const scaled = some.flatMap((row) =>
    row.map((value, j) => (value - means[j]) / deviations[j]).filter((_, j) => keep(j)),
  )
  return {
    data: Float64Array.from(scaled),
    rows: some.length,
    columns: scaled.length / some.length,
  }
}
const dataset = (some: number[][]) => ({
  name: path.basename(file),
  inputs: samples(some, (j) => j !== target),
  targets: samples(some, (j) => j === target),
})

const { engine } = await openEngine({ engines: [wasm] })
const test = dataset(testRows)
const trainer = new Trainer({
  model: mlp([names.length - 1, 32, 32, 1], { activation: 'tanh' }),
  loss: halfMseLoss,
  optimizer: kbfgs({ learningRate: 1, lambda: 0.1 }),
  engine,
  train: dataset(trainRows),
  test,
  batchSize: Math.min(64, trainRows.length),
})
await trainer.fit({ epochs: 100 })

for (const { epoch, trainLoss, testLoss } of trainer.evaluations) {
  if (epoch % 10 > 0) continue
  const losses = [trainLoss, testLoss].map((loss) => loss.toPrecision(3))
  console.log('epoch %s train %s test %s', epoch, ...losses)
}
const guesses = await trainer.predict(test.inputs)
const errors = testRows.map(
  (row, i) => row[target] - means[target] - deviations[target] * guesses[i],
)
const size = Math.sqrt(mean(errors.map((error) => error ** 2)))
console.log('%s of %d unseen rows: off by %s', names[target], testRows.length, size.toPrecision(2))
console.log(`its standard deviation is ${deviations[target].toPrecision(2)}`)
