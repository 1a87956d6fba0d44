/** The characters of a text as a reader counts them, whatever number of code points each takes. */
const characters = (text: string): string[] =>
  /^[ -~]*$/.test(text)
    ? Array.from(text)
    : Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)

export const textLength = (text: string): number => characters(text).length

/** `text`, or its beginning and an ellipsis where it is longer than `most` characters. */
export const shorten = (text: string, most: number): string => {
  const all = characters(text)
  return all.length <= most ? text : `${all.slice(0, Math.max(0, most - 1)).join('')}…`
}
