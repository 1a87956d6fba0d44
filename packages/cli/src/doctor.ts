import { spawn } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import { type EngineReport, engineText, openEngine } from '@kq/linalg/open-engine'
import type { Dtype } from '@kq/linalg/dtype'
import { Command, Option } from 'commander'
import { type EngineName, engines } from './engines.ts'
import { type FasterKernel, fasterKernel } from './faster-kernel.ts'

/*
 * `kq doctor`: which engines start on this machine, how fast they multiply, and why others do not.
 */

/** An engine by itself: its report, or why it does not start. */
type Finding = EngineReport | { readonly name: EngineName; readonly reason: string }

const isReport = (finding: Finding): finding is EngineReport => 'gigaflops' in finding

/** Where the machine's BLAS tells of its kernel. */
const blasKernel = /\S*openblas\S* (\S+)$/

async function examine(name: EngineName, dtype: Dtype): Promise<Finding> {
  // The first kind is the engine itself; the others are what --engine falls back on.
  const { report } = await openEngine({ engines: engines[name].slice(0, 1), dtype })
  return report.name === name ? report : { name, reason: report.passedOver[0].reason }
}

/** The rate of native products in a process of its own, under an OPENBLAS_CORETYPE. */
function nativeRate(dtype: Dtype, coreType: string | undefined): Promise<number | undefined> {
  const args = ['doctor', '--engine', 'native', '--dtype', dtype, '--json']
  const child = spawn(process.execPath, [...process.execArgv, process.argv[1], ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...(coreType !== undefined && { OPENBLAS_CORETYPE: coreType }) },
    timeout: 20_000,
  })
  let text = ''
  child.stdout.on('data', (data) => {
    text += data
  })
  return new Promise((resolve) => {
    child.on('error', () => resolve(undefined))
    child.on('close', (code) => {
      if (code !== 0) return resolve(undefined)
      const { engines: findings } = JSON.parse(text) as { engines: Finding[] }
      resolve(findings.find(isReport)?.gigaflops)
    })
  })
}

const hintText = ({ coreType, factor }: FasterKernel, kernel: string): string =>
  `hint: OPENBLAS_CORETYPE=${coreType} in the environment makes native products ${factor.toFixed(1)} times as fast ` +
  `as OpenBLAS's kernel ${kernel}, which is in use.`

function machineText(): string {
  const processors = cpus()
  const model = processors[0]?.model.trim() ?? 'unknown'
  const memory = Math.round(totalmem() / 2 ** 30)
  return `Node.js ${process.version}, ${process.platform} ${process.arch}, ${processors.length} × ${model}, ${memory} GiB`
}

/** The whole of `kq doctor`; resolves to the exit code. */
export async function doctor(args: readonly string[]): Promise<number> {
  const names = Object.keys(engines) as EngineName[]
  const program = new Command('npm start -- doctor')
    .description(
      'Says which engines start on this machine, how fast they are, and what is missing.',
    )
    .addOption(new Option('--engine <name>', 'examine this one only').choices(names))
    .addOption(
      new Option('--dtype <name>', 'of the products')
        .choices(['float32', 'float64'])
        .default('float32'),
    )
    .option('--json', 'print one JSON document', false)
    .helpOption('--help', 'show this')
    .allowExcessArguments(false)
    .exitOverride()
  try {
    program.parse([...args], { from: 'user' })
  } catch (error) {
    return (error as { exitCode?: number }).exitCode ?? 1
  }
  const { engine, dtype, json } = program.opts<{
    engine?: EngineName
    dtype: Dtype
    json: boolean
  }>()
  if (!json) console.log(machineText())
  const findings: Finding[] = []
  for (const name of engine === undefined ? names : [engine]) {
    const finding = await examine(name, dtype)
    findings.push(finding)
    if (json) continue
    console.log(isReport(finding) ? engineText(finding) : `no engine ${name}: ${finding.reason}`)
  }
  if (json) console.log(JSON.stringify({ engines: findings }))
  else await printHint(findings, dtype)
  return 0
}

/** Tries other kernels of OpenBLAS, where it is there. */
async function printHint(findings: readonly Finding[], dtype: Dtype): Promise<void> {
  const native = findings.find(({ name }) => name === 'native')
  if (!native || !isReport(native)) return
  const kernel = blasKernel.exec(native.variant)?.[1]
  if (kernel === undefined) return
  console.error('Trying the other kernels of OpenBLAS …')
  const faster = await fasterKernel(kernel, process.arch, (type) => nativeRate(dtype, type))
  console.log(
    faster ? hintText(faster, kernel) : `OpenBLAS's kernel ${kernel} is the fastest it has here.`,
  )
}
