/** A kernel in gpu.js's JavaScript, and the name under which it is compiled once. */
export interface Kernel {
  readonly name: string
  /** Written when it is first needed. */
  readonly source: () => string
}

/**
 * A kernel as a source string: functions are no use, since coverage tools and bundlers rewrite what
 * gpu.js would read. `this.thread.y` and `this.thread.x` are the row and column of the result.
 */
export const kernel = (
  name: string,
  write: () => { readonly parameters: readonly string[]; readonly body: string },
): Kernel => ({
  name,
  source: () => {
    const { parameters, body } = write()
    return `function (${parameters.join(', ')}) { ${body} }`
  },
})
