/*
 * npm run check                  all checks, a summary, exit code 1 if any failed
 * npm run check -- lint format   only these
 * npm run check -- --fix         lets lint and format repair what they can
 */
import { checkFormat } from './format.ts'
import { checkGenerated } from './generated.ts'
import { checkLinks } from './links.ts'
import { checkLint } from './lint.ts'
import { checkPackages } from './packages.ts'
import { checkSizes } from './sizes.ts'
import { checkTypes } from './types.ts'
import { checkUnused } from './unused.ts'

/** Returns what is wrong, as text for a person; an empty text if nothing is. */
export type Check = (options: { readonly fix: boolean }) => Promise<string>

const checks: Readonly<Record<string, Check>> = {
  types: checkTypes,
  lint: checkLint,
  format: checkFormat,
  unused: checkUnused,
  generated: checkGenerated,
  packages: checkPackages,
  sizes: checkSizes,
  links: checkLinks,
}

const args = process.argv.slice(2)
const fix = args.includes('--fix')
const names = args.filter((name) => name !== '--fix')
const unknown = names.find((name) => !(name in checks))
if (unknown !== undefined) {
  console.error(`No check "${unknown}"; there are: ${Object.keys(checks).join(', ')}`)
  process.exit(1)
}

const summary: string[] = []
for (const name of names.length > 0 ? names : Object.keys(checks)) {
  const start = performance.now()
  const problems = await checks[name]({ fix }).catch((error: Error) => error.stack ?? error.message)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  if (problems !== '') {
    process.exitCode = 1
    console.log(`\n${name}\n\n${problems}\n`)
  }
  summary.push(
    `${problems === '' ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${seconds.padStart(5)} s`,
  )
}
console.log(summary.join('\n'))
