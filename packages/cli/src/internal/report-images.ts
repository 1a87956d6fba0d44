import type { RunResult } from '../results.ts'
import { html, type Html } from '../html.ts'
import { imageStrip } from './image-strip.ts'
import { colorKey } from './report-charts.ts'

/** CSS pixels for one pixel of an image. */
const zoom = 2

const strip = (name: HtmlName, images: readonly Uint8Array[], result: RunResult): Html => {
  const { width, height } = result.reconstructions
  const picture = imageStrip(images, width, height)
  if (picture === undefined) return html``
  return html`<div class="strip"><span>${name.key}${name.text}</span>
<img src="${picture.url}" width="${zoom * picture.width}" height="${zoom * picture.height}" alt="${name.alt}"></div>
`
}

interface HtmlName {
  readonly key: Html
  readonly text: string
  readonly alt: string
}

const inputName: HtmlName = { key: html``, text: 'input', alt: 'input images' }

const isSame = (one: readonly Uint8Array[], other: readonly Uint8Array[]): boolean =>
  one.length === other.length && one.every((image, i) => Buffer.compare(image, other[i]) === 0)

/** A row of input images, shown again only when it changes, and a row of outputs an optimizer. */
export const reconstructionRows = (results: readonly RunResult[]): Html => {
  let shown: readonly Uint8Array[] = []
  const rows = results.flatMap((result, i) => {
    const { inputs, outputs } = result.reconstructions
    const repeated = isSame(inputs, shown)
    shown = inputs
    const name = { key: colorKey(i), text: result.label, alt: `output of ${result.label}` }
    return [...(repeated ? [] : [strip(inputName, inputs, result)]), strip(name, outputs, result)]
  })
  const any = rows.some(({ markup }) => markup !== '')
  return any ? html`${rows}` : html`<p class="empty">There are no reconstructed images.</p>`
}
