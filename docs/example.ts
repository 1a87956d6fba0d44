// npm run example -- NAME: runs the program docs/examples/NAME.ts.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = path.join(import.meta.dirname, 'examples')
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => path.basename(file, '.ts'))

const [name = ''] = process.argv.slice(2)
if (names.includes(name)) await import(pathToFileURL(path.join(folder, `${name}.ts`)).href)
else {
  console.error(`No example "${name}"; there are: ${names.join(', ')}`)
  process.exitCode = 1
}
