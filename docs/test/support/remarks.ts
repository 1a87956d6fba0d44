/*
 * What the remarks at the ends of an example's lines claim: `gemm(a, b).toArray() // [[17], [39]]`.
 *
 * A remark is a claim where it begins with a number, a text in quotes, true, false or a list; after
 * a comma it may go on in words. An ellipsis ends the digits that are known.
 */

/** A number of which only the first digits are known. */
const truncated = '≈'

/** The value that a remark begins with; undefined where it is in words. */
export function claimed(remark: string): unknown {
  const text = remark.replace(/^\w+Array (?=\[)/, '')
  const value = /^(\[.*\]|'[^']*'|true|false|-?\d[\d.e+-]*)(?=$|, [^\d['])/.exec(text)?.[1]
  if (value === undefined) return undefined
  const json = value.replaceAll("'", '"').replaceAll(/(-?\d+\.\d+)…/g, `"${truncated}$1"`)
  try {
    return JSON.parse(json) as unknown
  } catch {
    return undefined
  }
}

/** Arrays in place of matrices and typed arrays. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ('toArray' in value) return (value as { toArray(): unknown }).toArray()
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value
}

/** Whether a value is what a remark claims; numbers up to rounding in float32. */
export function agrees(given: unknown, claim: unknown): boolean {
  const value = plain(given)
  if (Array.isArray(claim)) {
    if (!Array.isArray(value) || value.length !== claim.length) return false
    return claim.every((item, i) => agrees(value[i], item))
  }
  if (typeof value === 'number' && typeof claim === 'string' && claim.startsWith(truncated)) {
    const digits = claim.slice(truncated.length)
    const unit = 10 ** -(digits.length - digits.indexOf('.') - 1)
    return Math.abs(value - Number(digits)) < unit
  }
  if (typeof value === 'number' && typeof claim === 'number') {
    return Math.abs(value - claim) <= 1e-6 * Math.max(1, Math.abs(claim))
  }
  return value === claim
}

const declaration = /^const \[?(\w+)\]? = /
const statement = /^(?:await |\w|\[)[^]*[\w)\]]$/

/**
 * The program with each claim made a call of `kqClaim(remark, value)`, and printing taken out of the
 * lines that make one. Only lines that are statements of their own are looked at.
 */
export const withClaims = (code: string): string =>
  code
    .split('\n')
    .map((line) => {
      const [, text, remark] = /^(\S.*?) +\/\/ (.+)$/.exec(line) ?? []
      if (text === undefined || claimed(remark) === undefined) return line
      const about = JSON.stringify(remark)
      const name = declaration.exec(text)?.[1]
      if (name !== undefined) return `${text}; kqClaim(${about}, ${name})`
      if (!statement.test(text)) return line
      const printed = /^console\.log\((.*)\)$/.exec(text)?.[1]
      return `;kqClaim(${about}, ${printed === undefined ? text : `[${printed}][0]`})`
    })
    .join('\n')
