import type { Samples } from '../dataset.ts'

/**
 * A function that subtracts from every column the mean that it has in `samples`, and divides all by
 * the one number that gives the columns of `samples` an average variance of 1. Results are float32.
 */
export const standardizer = ({ data, rows, columns }: Samples): ((given: Samples) => Samples) => {
  const means = new Float64Array(columns)
  for (let i = 0; i < rows * columns; i++) means[i % columns] += data[i] / rows
  let squares = 0
  for (let i = 0; i < rows * columns; i++) squares += (data[i] - means[i % columns]) ** 2
  const deviation = Math.sqrt(squares / (rows * columns)) || 1
  return (given) => {
    const scaled = new Float32Array(given.rows * columns)
    for (let i = 0; i < scaled.length; i++) {
      scaled[i] = (given.data[i] - means[i % columns]) / deviation
    }
    return { data: scaled, rows: given.rows, columns }
  }
}
