import type { Dataset } from '@kq/data/dataset'

/** Throws where the sizes of a data set contradict each other. */
export function checkDataset(which: string, { name, inputs, targets }: Dataset): void {
  for (const [what, samples] of Object.entries({ inputs, ...(targets && { targets }) })) {
    const { data, rows, columns } = samples
    if (data.length < rows * columns) {
      throw new RangeError(
        `the ${what} of ${which} set ${name} are said to be ${rows}×${columns}, but hold ${data.length} numbers`,
      )
    }
  }
  if (inputs.rows === 0)
    throw new RangeError(`${which} set ${name} is empty: it needs at least one sample`)
  if (targets && targets.rows !== inputs.rows) {
    throw new RangeError(
      `${which} set ${name} has ${inputs.rows} rows of inputs but ${targets.rows} of targets: give one target for each input`,
    )
  }
}
