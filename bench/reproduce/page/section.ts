/** A part of the page, with the SVG files that it shows, by name. */
export interface Section {
  readonly markdown: string
  readonly figures: Readonly<Record<string, string>>
}

const figuresFolder = '../bench/results/paper/figures'

/** How Markdown shows a figure. */
export const picture = (name: string, alternative: string): string =>
  `![${alternative}](${figuresFolder}/${name}.svg)`

/** Sections one after the other. */
export const joined = (sections: readonly Section[]): Section => ({
  markdown: sections.map(({ markdown }) => markdown).join('\n\n'),
  figures: Object.assign({}, ...sections.map(({ figures }) => figures)),
})
