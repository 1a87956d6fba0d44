import assert from 'node:assert/strict'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type CodeBlock, root } from './code-blocks.ts'
import { agrees, claimed, withClaims } from './remarks.ts'

declare global {
  var kqClaim: ((remark: string, value: unknown) => void) | undefined
}

/** Where a block's imports resolve as its reader's would: in its package, else in the site's. */
function folderFor({ file }: CodeBlock): string {
  const [owner = 'docs'] = /^packages\/[^/]+(?=\/src\/)/.exec(file) ?? []
  return path.join(root, owner, '.code-blocks')
}

/** Runs a block as a program from the sources, quietly. @throws what it throws, and what it claims falsely */
export async function runTypeScript(block: CodeBlock): Promise<number> {
  const folder = folderFor(block)
  const name = `${block.file.replaceAll(/\W/g, '-')}-${block.line}.ts`
  const file = path.join(folder, name)
  await mkdir(folder, { recursive: true })
  await writeFile(file, withClaims(block.code))
  const { log } = console
  let claims = 0
  console.log = () => {}
  globalThis.kqClaim = (remark, value) => {
    claims += 1
    assert.ok(agrees(value, claimed(remark)), `"${remark}" is ${JSON.stringify(value)}`)
  }
  try {
    await import(pathToFileURL(file).href)
  } finally {
    console.log = log
    globalThis.kqClaim = undefined
    await rm(folder, { recursive: true, force: true })
  }
  return claims
}
