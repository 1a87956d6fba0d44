/*
 * The program of a contestant on Node.js: serve.ts FILE THREADS, where FILE exports the peer.
 */
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { answering } from './answer.ts'
import type { NodePeer } from './peer.ts'
import type { Reply, Request } from './protocol.ts'

// What a library prints must not be taken for an answer.
console.log = console.error
console.info = console.error

const send = (reply: Reply): void => void process.stdout.write(`${JSON.stringify(reply)}\n`)

const [file, threads] = process.argv.slice(2)
try {
  const { peer } = (await import(pathToFileURL(file).href)) as { peer: NodePeer }
  const solver = await peer.start(Number(threads))
  const answer = answering(solver)
  send({ id: 0, answer: solver.about })
  for await (const line of createInterface({ input: process.stdin })) {
    send(await answer(JSON.parse(line) as Request))
  }
  // Libraries leave workers behind.
  process.exit(0)
} catch (error) {
  send({ id: 0, error: (error as Error).message.split('\n')[0] })
  process.exitCode = 1
}
