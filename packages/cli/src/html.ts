/** Text that is markup already: {@link html} lets it through as it is. */
export interface Html {
  readonly markup: string
}

/** What a template may hold: text and numbers are escaped, lists are joined. */
export type HtmlPart = Html | string | number | readonly HtmlPart[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** `text` for use in an element or between the quotes of an attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character])

const render = (part: HtmlPart): string => {
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part))
  return 'markup' in part ? part.markup : part.map(render).join('')
}

/**
 * A template for HTML and SVG in which all that is put in is escaped, unless it comes from such a
 * template itself.
 *
 * @example
 * html`<b title="${userText}">${[html`<i>1</i>`, '<2>']}</b>`.markup
 */
export const html = (strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html => ({
  markup: strings.map((text, i) => text + (i < parts.length ? render(parts[i]) : '')).join(''),
})
