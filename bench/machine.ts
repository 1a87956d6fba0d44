import { arch, cpus, loadavg, platform, totalmem } from 'node:os'

/** What a result was measured on. */
export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGiB: number
  readonly platform: string
  readonly node: string
  readonly date: string
  /** Of the last minute, the benchmark included. */
  readonly load: number
  /** What each contestant says that it is: versions, kernels, the BLAS behind it. */
  readonly contestants: Readonly<Record<string, string>>
}

export const machine = (contestants: Readonly<Record<string, string>>): Machine => ({
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  platform: `${platform()} ${arch()}`,
  node: process.version,
  date: new Date().toISOString().slice(0, 10),
  load: loadavg()[0],
  contestants,
})

/** The stamp in lines for people. */
export function machineLines(stamp: Machine): string[] {
  const { processor, cores, memoryGiB, node, date, load, contestants } = stamp
  return [
    `${processor}, ${cores} cores, ${memoryGiB} GiB, ${stamp.platform}, Node ${node}, ${date}, load ${load.toFixed(1)}`,
    ...Object.entries(contestants).map(([name, about]) => `  ${name}: ${about}`),
  ]
}
