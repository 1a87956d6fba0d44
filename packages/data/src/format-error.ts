/**
 * A file that does not hold what its format promises. `offset` is the byte where that was seen,
 * `file` the name the reader was given, if any.
 */
export class FormatError extends Error {
  override readonly name: string = 'FormatError'
  readonly offset: number
  readonly file: string | undefined

  constructor(message: string, offset: number, file?: string) {
    super(`${file === undefined ? '' : `${file}: `}${message} (at byte ${offset})`)
    this.offset = offset
    this.file = file
  }
}
