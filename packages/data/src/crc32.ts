/**
 * CRC-32 of ISO 3309, as zip, gzip and PNG use it: the remainder of the message by the polynomial
 * 0x04C11DB7, bits reflected. It tells every flipped bit and every burst of up to 32 bits.
 *
 * Eight bytes a turn by eight tables (M. E. Kounavis and F. L. Berry, "A systematic approach to
 * building high performance software-based CRC generators", ISCC 2005).
 */
const polynomial = 0xedb88320

/** tables[256 k + b]: the remainder of byte b followed by k zero bytes. */
const makeTables = (): Uint32Array => {
  const tables = new Uint32Array(8 * 256)
  for (let byte = 0; byte < 256; byte++) {
    let value = byte
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? polynomial : 0)
    tables[byte] = value
  }
  for (let i = 256; i < tables.length; i++) {
    const shorter = tables[i - 256]
    tables[i] = (shorter >>> 8) ^ tables[shorter & 255]
  }
  return tables
}

let cached: Uint32Array | undefined

/**
 * The CRC-32 of `bytes`, an unsigned 32-bit integer.
 *
 * @param before - of what precedes them, where they are a part of a longer message
 * @example
 * crc32(new TextEncoder().encode('123456789')) // 0xcbf43926
 */
export const crc32 = (bytes: Uint8Array, before = 0): number => {
  cached ??= makeTables()
  const t = cached
  const { length } = bytes
  let crc = ~before
  let i = 0
  for (; i + 8 <= length; i += 8) {
    crc ^= bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24)
    crc =
      t[1792 + (crc & 255)] ^
      t[1536 + ((crc >>> 8) & 255)] ^
      t[1280 + ((crc >>> 16) & 255)] ^
      t[1024 + (crc >>> 24)] ^
      t[768 + bytes[i + 4]] ^
      t[512 + bytes[i + 5]] ^
      t[256 + bytes[i + 6]] ^
      t[bytes[i + 7]]
  }
  for (; i < length; i++) crc = (crc >>> 8) ^ t[(crc ^ bytes[i]) & 255]
  return ~crc >>> 0
}
