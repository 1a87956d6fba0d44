/** JSON of ASCII characters alone, one byte each; the others are escaped. */
export const asciiJson = (value: unknown): Uint8Array => {
  const text = JSON.stringify(value).replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

/**
 * The text of UTF-8 bytes.
 *
 * @throws URIError where they are not UTF-8
 */
export const decodeUtf8 = (bytes: Uint8Array): string =>
  decodeURIComponent(
    Array.from(bytes, (byte) => {
      const isPlain = byte < 0x80 && byte !== 0x25
      return isPlain ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`
    }).join(''),
  )
