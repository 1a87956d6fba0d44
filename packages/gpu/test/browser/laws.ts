/*
 * The laws of engines in a page: `?mode=webgpu` or `?mode=webgl2`. What came out is in #result as JSON.
 */
import { engineLaws } from '@kq/linalg/laws'
import fc from 'fast-check'
import { type GpuMode, openGpuEngine } from '../../src/open-gpu-engine.ts'
import { slack } from '../support/slack.ts'

/** Plain data, for the test that opened the page. */
export interface LawReport {
  readonly adapter: string
  readonly passed: number
  readonly failures: readonly string[]
}

const query = new URLSearchParams(location.search)
const mode = query.get('mode') as GpuMode
fc.configureGlobal({ numRuns: Number(query.get('runs') ?? 10) })

const show = (tag: string, text: string, id = ''): void => {
  document.body.append(Object.assign(document.createElement(tag), { textContent: text, id }))
}

async function run(): Promise<LawReport> {
  const tests: { readonly name: string; readonly body: () => Promise<void> }[] = []
  const path: string[] = []
  engineLaws(async () => (await openGpuEngine({ mode })).engine, {
    describe(name, body) {
      path.push(name)
      body()
      path.pop()
    },
    it(name, body) {
      tests.push({ name: [...path, name].join(' › '), body })
    },
    slack,
  })
  const { adapter } = await openGpuEngine({ mode })
  let passed = 0
  const failures: string[] = []
  for (const { name, body } of tests) {
    try {
      await body()
      passed++
    } catch (error) {
      failures.push(`${name}: ${(error as Error).message}`)
      show('p', `✘ ${failures.at(-1)}`)
    }
    // WebGL works while it is called: let the page live in between.
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { adapter, passed, failures }
}

addEventListener('load', () => {
  void run().then(
    (report) => show('pre', JSON.stringify(report, null, 2), 'result'),
    (error: Error) => console.error(error.message),
  )
})
