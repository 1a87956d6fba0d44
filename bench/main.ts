import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Bench } from './bench.ts'
import { factorBench } from './factor.ts'
import { gemmBench } from './gemm.ts'
import { gpuBench } from './gpu.ts'
import { kronBench } from './kron.ts'
import { level2Bench } from './level2.ts'
import { machine, machineLines } from './machine.ts'
import { memoryBench } from './memory.ts'
import { minimizeBench } from './minimize.ts'
import { stabilityBench } from './stability.ts'
import { stepBench } from './step.ts'

const benches: readonly Bench[] = [
  gemmBench,
  gpuBench,
  factorBench,
  level2Bench,
  kronBench,
  stepBench,
  memoryBench,
  minimizeBench,
  stabilityBench,
]

const optionsOf = ({ options }: Bench): string =>
  Object.entries(options)
    .map(([name, { type }]) => (type === 'string' ? `--${name} …` : `--${name}`))
    .join(' ')

const usage = `npm run bench -- NAME [options] [--json FILE]

${benches.map((bench) => `  ${bench.name.padEnd(12)}${bench.summary}\n${' '.repeat(14)}${optionsOf(bench)}`).join('\n')}`

async function main(): Promise<void> {
  const [name, ...rest] = process.argv.slice(2)
  const bench = benches.find((candidate) => candidate.name === name)
  if (!bench)
    throw new TypeError(name === undefined ? 'name a benchmark' : `there is no benchmark ${name}`)
  const { values } = parseArgs({
    args: rest,
    options: { ...bench.options, json: { type: 'string' } },
  })
  const contestants: Record<string, string> = {}
  const rows = await bench.run(
    values as Record<string, string | boolean | undefined>,
    (contestant, about) => (contestants[contestant] = about),
  )
  const stamp = machine(contestants)
  for (const line of machineLines(stamp)) console.log(line)
  if (typeof values.json !== 'string') return
  writeFileSync(values.json, `${JSON.stringify({ machine: stamp, rows }, undefined, 1)}\n`)
  console.log(`written to ${values.json}`)
}

main().catch((error: Error) => {
  console.error(`${error.message}\n\n${usage}`)
  process.exitCode = 1
})
