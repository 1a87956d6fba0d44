import { spawnSync } from 'node:child_process'

/**
 * The first Python that has a module. Distributions build theirs against the BLAS that the native
 * engine finds too, so `/usr/bin/python3` goes before what the PATH says.
 *
 * @throws Error that says what to install
 */
export function findPython(module: string): string {
  const given = process.env.KQ_PYTHON
  for (const command of given === undefined ? ['/usr/bin/python3', 'python3'] : [given]) {
    if (spawnSync(command, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0) {
      return command
    }
  }
  throw new Error(
    `no Python with ${module}: on Debian and Ubuntu, apt-get install python3-${module}; ` +
      'KQ_PYTHON=/path/to/python3 names one',
  )
}
