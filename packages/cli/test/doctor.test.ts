import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'

const main = new URL('../src/main.ts', import.meta.url).pathname

function doctor(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [...process.execArgv, main, 'doctor', ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  })
}

describe('kq doctor', function () {
  this.timeout(120_000)

  it('says of each engine how fast it is, or why it does not start', () => {
    const { status, stdout } = doctor([], { KQ_BLAS: '/nowhere/libblas.so' })
    assert.equal(status, 0)
    assert.match(stdout, /^Node\.js v\d.*GiB$/m)
    assert.match(stdout, /^engine wasm \(float32\), .* SIMD, \d+ threads?, .* GFLOP\/s/m)
    assert.match(stdout, /^engine host \(float32\), TypeScript, 1 thread, .* GFLOP\/s$/m)
    assert.match(stdout, /^no engine native: .*KQ_BLAS=/m)
  })

  it('prints one engine as a JSON document', () => {
    const { stdout } = doctor(['--engine', 'host', '--dtype', 'float64', '--json'])
    const { engines } = JSON.parse(stdout) as { engines: { name: string; dtype: string }[] }
    assert.deepEqual(
      engines.map(({ name, dtype }) => [name, dtype]),
      [['host', 'float64']],
    )
  })

  it('refuses what it does not know, and names what it does', () => {
    const { status, stderr } = doctor(['--engine', 'cuda'])
    assert.equal(status, 1)
    assert.match(stderr, /wasm, gpu, native, host/)
  })

  it('closes with a word on the kernels of OpenBLAS, where it is found', function () {
    const { stdout } = doctor([])
    if (!/openblas/.test(stdout)) return this.skipBecause('no OpenBLAS here')
    assert.match(
      stdout,
      /^(hint: OPENBLAS_CORETYPE=\w+ .* times as fast|OpenBLAS's kernel \w+ is)/m,
    )
  })
})
