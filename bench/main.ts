import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Bench } from './bench.ts'
import { gemmBench } from './gemm.ts'
import { machine } from './machine.ts'
import { memoryBench } from './memory.ts'
import { stabilityBench } from './stability.ts'
import { stepBench } from './step.ts'

const benches: readonly Bench[] = [gemmBench, memoryBench, stabilityBench, stepBench]

const usage = `npm run bench -- NAME [options] [--json FILE]

${benches.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`).join('\n')}`

async function main(): Promise<void> {
  const [name, ...rest] = process.argv.slice(2)
  const bench = benches.find((candidate) => candidate.name === name)
  if (!bench)
    throw new TypeError(name === undefined ? 'name a benchmark' : `there is no benchmark ${name}`)
  const { values } = parseArgs({
    args: rest,
    options: { ...bench.options, json: { type: 'string' } },
  })
  const rows = await bench.run(values as Record<string, string | boolean | undefined>)
  if (typeof values.json !== 'string') return
  writeFileSync(values.json, `${JSON.stringify({ machine: machine(), rows }, undefined, 1)}\n`)
  console.log(`written to ${values.json}`)
}

main().catch((error: Error) => {
  console.error(`${error.message}\n\n${usage}`)
  process.exitCode = 1
})
