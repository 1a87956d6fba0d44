/** Samples as the rows of a dense row-major matrix: `data[row * columns + column]`. */
export interface Samples {
  readonly data: Float32Array | Float64Array
  readonly rows: number
  readonly columns: number
}

/** Samples with what a model shall answer to them. */
export interface Dataset {
  readonly name: string
  readonly inputs: Samples
  /** One row for each row of `inputs`. An autoencoder has none: its targets are its inputs. */
  readonly targets?: Samples
}

/** What a model is fitted on and what it is judged by. */
export interface TrainAndTest {
  readonly train: Dataset
  readonly test: Dataset
}
