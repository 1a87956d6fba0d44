import type { Matrices } from '../evaluation.ts'

/** The entries whose names begin with `prefix`, named without it. */
export const within = (prefix: string, record: Matrices): Matrices =>
  Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
    ),
  )

/** The same entries, named with `prefix` before their names. */
export const prefixed = (prefix: string, record: Matrices): Matrices =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [`${prefix}${key}`, value]))
