/** The arena is full, and cannot become larger. All sizes are in bytes. */
export class OutOfMemoryError extends RangeError {
  override readonly name: string = 'OutOfMemoryError'
  readonly requested: number
  readonly used: number
  readonly limit: number

  constructor(requested: number, used: number, limit: number, shared: boolean) {
    super(
      `${mebibytes(requested)} were asked for, and ${mebibytes(used)} of at most ${mebibytes(limit)} ` +
        'of WebAssembly memory are in use. Free matrices (work inside `scope`), use float32, or take smaller batches' +
        (shared ? '.' : '; where memory can be shared between threads, it may grow to 4096 MiB.'),
    )
    this.requested = requested
    this.used = used
    this.limit = limit
  }
}

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`
