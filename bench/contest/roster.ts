import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Launch } from './contestant.ts'
import type { NodePeer, Peer } from './peer.ts'
import { findPython } from './python.ts'

/** Who takes part: a peer with so many threads. */
export interface Entrant {
  readonly peer: Peer
  /** The file that exports it. */
  readonly file: string
  readonly threads: number
}

/** For people. */
export const title = ({ peer, threads }: Entrant): string =>
  threads === 1 ? peer.name : `${peer.name}, ${threads} threads`

export const peersFolder: string = fileURLToPath(new URL('../peers', import.meta.url))
const ownFolder = fileURLToPath(new URL('../own', import.meta.url))
const program = fileURLToPath(new URL('serve.ts', import.meta.url))

/** All peers of a folder, each with each number of threads that it can be held to. */
async function entrantsOf(folder: string): Promise<Entrant[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort()
  const all: Entrant[] = []
  for (const name of names) {
    const file = path.join(folder, name)
    const { peer } = (await import(pathToFileURL(file).href)) as { peer?: Peer }
    if (peer) for (const threads of peer.threads ?? [1]) all.push({ peer, file, threads })
  }
  return all
}

/** Our engines. */
export const ownEntrants = (): Promise<Entrant[]> => entrantsOf(ownFolder)

/** A file of `bench/peers` each. */
export const peerEntrants = (): Promise<Entrant[]> => entrantsOf(peersFolder)

/**
 * How to start an entrant's process.
 *
 * @throws Error where it wants a Python that is not there
 */
export function launchOf({ peer, file, threads }: Entrant): Launch {
  const environment = peer.environment?.(threads) ?? {}
  if ('script' in peer) {
    const script = path.join(peersFolder, peer.script)
    return { command: findPython(peer.module), args: ['-u', script, String(threads)], environment }
  }
  // With what lets this process run TypeScript from source.
  const args = [...process.execArgv, program, file, String(threads)]
  return { command: process.execPath, args, environment }
}

/** Whether the packages of `bench/peers` are needed for it. */
export const isInstalled = ({ peer }: Entrant): boolean =>
  (peer as Partial<NodePeer>).installed === true
