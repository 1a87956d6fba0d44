/** NumPy's format for several arrays: a zip archive of `.npy` files, stored as they are. */
import { Zip, ZipPassThrough } from 'fflate'
import { type NpyArray, npyParts } from './npy.ts'

/** Zip files without the extensions of ZIP64 end there. */
const limit = 0xffff_ffff

/** Any date in the range of the format: the same arrays give the same bytes. */
const date = new Date(1980, 0, 1, 12)

/** An array to be written. Its numbers are asked for when their turn comes. */
export interface NpzEntry {
  readonly name: string
  readonly read: () => NpyArray | Promise<NpyArray>
}

/**
 * An `.npz` file piece by piece, each array's numbers asked for when their turn comes. Python reads it
 * with `numpy.load(file)[name]`.
 *
 * @throws RangeError for two arrays of one name, or more than 4 GiB: write safetensors then
 * @example
 * const entry = { name: 'w', read: () => ({ data: Float32Array.of(1, 2), shape: [2] }) }
 * for await (const piece of writeNpz([entry])) await file.write(piece)
 */
export async function* writeNpz(
  entries: readonly NpzEntry[],
): AsyncGenerator<Uint8Array, void, undefined> {
  let pieces: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    pieces.push(piece)
  })
  const names = new Set<string>()
  let total = 0
  const taken = function* (): Generator<Uint8Array> {
    const made = pieces
    pieces = []
    for (const piece of made) total += piece.length
    if (total > limit)
      throw new RangeError('npz: the file exceeds 4 GiB: write safetensors instead')
    yield* made
  }
  for (const { name, read } of entries) {
    if (names.has(name)) throw new RangeError(`npz: there are two arrays named ${name}`)
    names.add(name)
    const [header, numbers] = npyParts(await read())
    const file = new ZipPassThrough(`${name}.npy`)
    file.mtime = date
    zip.add(file)
    file.push(header)
    file.push(numbers, true)
    yield* taken()
  }
  zip.end()
  yield* taken()
}
