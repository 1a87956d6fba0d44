/**
 * Colours for up to eight optimizers, on white and on black: neighbours differ in lightness as well
 * as in hue, for those who do not tell all hues apart.
 */
export const lightColors: readonly string[] = [
  '#1d5fbf',
  '#c4560a',
  '#14805a',
  '#8a3fa8',
  '#0b7b93',
  '#b02a5b',
  '#7a6500',
  '#555b66',
]
const dark = [
  '#7ab0ff',
  '#f5994e',
  '#4fd09b',
  '#cf95ea',
  '#52cbe0',
  '#f57fa6',
  '#d9c04a',
  '#b4bac4',
]

export const colorCount: number = lightColors.length

const colorRules = (colors: readonly string[]): string =>
  colors.map((color, i) => `.c${i} { --c: ${color} }`).join('\n')

/** The style sheet of a report. */
export const reportStyle: string = `
:root {
  color-scheme: light dark;
  --text: #1c2128; --quiet: #5a6370; --line: #d9dee5; --page: #ffffff; --card: #f6f8fa;
}
${colorRules(lightColors)}
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e9ee; --quiet: #9aa4b2; --line: #343b46; --page: #0f1318; --card: #181d24 }
  ${colorRules(dark)}
}
* { box-sizing: border-box }
body {
  margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 78rem;
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif;
  color: var(--text); background: var(--page);
}
h1 { margin: 0 0 .25rem; font-size: 1.75rem; line-height: 1.2 }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.2rem }
.lead { margin: 0 0 1.25rem; color: var(--quiet) }
dl {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .6rem 1.25rem;
  margin: 0; padding: .9rem 1.1rem; background: var(--card); border-radius: 8px;
}
dt { font-size: .8rem; color: var(--quiet) }
dd { margin: 0; overflow-wrap: anywhere }
.scroll { overflow-x: auto }
table { border-collapse: collapse; min-width: 100%; font-variant-numeric: tabular-nums }
th, td { padding: .4rem .75rem; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap }
td:last-child { white-space: normal; min-width: 9rem }
th { font-size: .85rem; font-weight: 600; color: var(--quiet) }
.right { text-align: right }
.best { font-weight: 700 }
.key {
  display: inline-block; width: .7em; height: .7em; margin-right: .5em; border-radius: 50%;
  background: var(--c);
}
.legend {
  display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: 0 0 .75rem; padding: 0;
  list-style: none; font-size: .9rem;
}
.legend svg { width: 2.2em; height: .7em; margin-right: .5em; overflow: visible; --c: var(--quiet) }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 1.5rem }
figure { margin: 0 }
figcaption { margin-bottom: .25rem; font-weight: 600; font-size: .95rem }
.charts figure > svg { display: block; width: 100%; height: auto }
.curve { fill: none; stroke: var(--c); stroke-width: 2; stroke-linejoin: round }
.dashed { stroke-dasharray: 6 4 }
.faint { stroke-width: 1.25; opacity: .55 }
.dot { fill: var(--c) }
.grid { stroke: var(--line) }
.axis { stroke: var(--quiet) }
.tick, .label { font-size: 13px; fill: var(--quiet) }
.label { fill: var(--text) }
.empty { color: var(--quiet) }
.strip { display: grid; grid-template-columns: 9rem 1fr; gap: .5rem 1rem; align-items: center; margin-bottom: .5rem }
.strip img { display: block; max-width: 100%; height: auto; image-rendering: pixelated }
@media (max-width: 40rem) {
  .tick, .label { font-size: 17px }
  .strip { grid-template-columns: 1fr; gap: .15rem }
}
`
