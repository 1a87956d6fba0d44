import type { Schedule } from '@kq/optim/schedule'
import { constantSchedule } from '@kq/optim/schedules/constant'
import { cosineSchedule } from '@kq/optim/schedules/cosine'
import { reduceOnPlateau } from '@kq/optim/schedules/reduce-on-plateau'
import { stepSchedule } from '@kq/optim/schedules/step'
import { warmUpSchedule } from '@kq/optim/schedules/warm-up'
import { suggest } from './suggest.ts'

/** What the help says of `--schedule`. */
export const scheduleHelp: string =
  'how the learning rate goes: constant; step:EPOCHS[:FACTOR]; cosine:EPOCHS[:END]; ' +
  'plateau[:EVALUATIONS[:FACTOR]]; any of them after warm-up:STEPS+'

interface Kind {
  /** How many numbers may follow the name. */
  readonly least: number
  readonly most: number
  readonly form: string
  readonly make: (...numbers: number[]) => Schedule
}

const kinds: Readonly<Record<string, Kind>> = {
  constant: { least: 0, most: 0, form: 'constant', make: constantSchedule },
  step: {
    least: 1,
    most: 2,
    form: 'step:EPOCHS[:FACTOR]',
    make: (every, factor) => stepSchedule({ every, factor }),
  },
  cosine: {
    least: 1,
    most: 2,
    form: 'cosine:EPOCHS[:END]',
    make: (epochs, end) => cosineSchedule({ epochs, end }),
  },
  plateau: {
    least: 0,
    most: 2,
    form: 'plateau[:EVALUATIONS[:FACTOR]]',
    make: (patience, factor) => reduceOnPlateau({ patience, factor }),
  },
}

/** The numbers after a name. */
function numbersOf(texts: readonly string[], { least, most, form }: Omit<Kind, 'make'>): number[] {
  const numbers = texts.map((text) => (text.trim() === '' ? Number.NaN : Number(text)))
  if (numbers.length < least || numbers.length > most || !numbers.every(Number.isFinite)) {
    throw new RangeError(`Expected ${form}, with numbers in place of the capitals.`)
  }
  return numbers
}

/**
 * The schedule that `--schedule` asks for: `step:30`, `warm-up:100+cosine:20`.
 *
 * @throws RangeError for anything else; the message says what is expected
 */
export function parseSchedule(text: string): Schedule {
  const [first, ...rest] = text.split('+')
  const [name = '', ...numbers] = (first ?? '').split(':')
  if (name === 'warm-up') {
    const form = 'warm-up:STEPS, or warm-up:STEPS+ and a schedule'
    const [steps] = numbersOf(numbers, { least: 1, most: 1, form })
    return warmUpSchedule(
      steps as number,
      rest.length === 0 ? undefined : parseSchedule(rest.join('+')),
    )
  }
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
  if (!kind) {
    const names = [...Object.keys(kinds), 'warm-up']
    const meant = suggest(name, names)
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`
    throw new RangeError(`Expected one of ${names.join(', ')}.${hint}`)
  }
  if (rest.length > 0) throw new RangeError('Expected + after warm-up:STEPS alone.')
  return kind.make(...numbersOf(numbers, kind))
}
