import type { Contestant } from './contestant.ts'

/** How long a comparison takes. */
export interface Pace {
  readonly rounds: number
  /** A turn lasts about so long, or one computation. */
  readonly turnSeconds: number
}

/** A contestant whose single computation lasts so many turns takes part in few rounds. */
const slowTurns = 6
const slowRounds = 3

/** Seconds of one computation by round; undefined where the contestant did not take part. */
export type Times = readonly (number | undefined)[]

interface Player<K> {
  readonly key: K
  readonly contestant: Contestant
  /** Computations a turn. */
  readonly computations: number
  /** Takes part in every so-maniest round. */
  readonly every: number
  readonly times: (number | undefined)[]
}

/**
 * Lets contestants, which have the same task prepared, take turns: whatever else the machine does
 * then slows all of them. One that fails is dropped with its reason.
 */
export async function takeTurns<K>(
  contestants: ReadonlyMap<K, Contestant>,
  { rounds, turnSeconds }: Pace,
  dropped: (key: K, reason: string) => void,
): Promise<Map<K, Times>> {
  let players: Player<K>[] = []
  const attempt = async (key: K, body: () => Promise<void>): Promise<void> => {
    try {
      await body()
    } catch (error) {
      players = players.filter((player) => player.key !== key)
      dropped(key, (error as Error).message)
    }
  }
  for (const [key, contestant] of contestants) {
    await attempt(key, async () => {
      let seconds = await contestant.time(1)
      // Compilers want to be warmed up; what lasts long has been by one computation.
      if (seconds < turnSeconds) {
        seconds = await contestant.time(Math.ceil(turnSeconds / seconds))
      }
      const slow = seconds > slowTurns * turnSeconds
      players.push({
        key,
        contestant,
        computations: Math.max(1, Math.round(turnSeconds / seconds)),
        every: slow ? Math.ceil(rounds / slowRounds) : 1,
        times: [],
      })
    })
  }
  for (let round = 0; round < rounds; round++) {
    // There and back again, so that nobody always follows the same one.
    for (const player of round % 2 === 0 ? players : players.toReversed()) {
      const { key, contestant, computations, every, times } = player
      await attempt(key, async () => {
        times[round] = round % every === 0 ? await contestant.time(computations) : undefined
      })
    }
  }
  return new Map(players.map(({ key, times }) => [key, times]))
}
