import { formatLoss } from '@kq/cli/format'
import type { Cell } from '../cell.ts'
import { decays, heatMap, memories, sensitivity } from '../plan.ts'
import type { Finished } from './finished.ts'
import { heatMapFigure } from './heat-map.ts'
import { command, table } from './markdown.ts'
import { picture, type Section } from './section.ts'

/** The training loss at the end: NaN where it diverged, undefined where it was not run. */
const lossOf = (finished: Finished, cell: Cell | undefined): number | undefined => {
  const result = cell && finished.find(cell)
  return result && (result.final?.trainLoss ?? Number.NaN)
}

const lossText = (loss: number | undefined): string =>
  loss === undefined ? 'not run' : Number.isNaN(loss) ? 'diverged' : formatLoss(loss)

const name = 'sensitivity-kbfgs'

/** How much the settings matter, after two epochs of MNIST. */
export function sensitivitySection(finished: Finished): Section {
  const losses = Object.values(sensitivity)
    .flat()
    .map((cell) => lossOf(finished, cell))
  const there = losses.filter((loss) => loss !== undefined).length
  const title = '## How much the settings matter'
  const run = command('npm run reproduce -- --part sensitivity')
  if (there === 0) return { markdown: `${title}\n\nNot run yet:\n\n${run}`, figures: {} }
  const missing = losses.length - there
  const at = (learningRate: number, lambda: number): number | undefined =>
    lossOf(
      finished,
      sensitivity.heatMap.find(
        ({ setting }) => setting.learningRate === learningRate && setting.lambda === lambda,
      ),
    )
  return {
    markdown: [
      title,
      `Training loss after two epochs of MNIST, seed 1: as many steps for each setting, so that the machine's speed has no part in it.${missing > 0 ? ` ${missing} of ${losses.length} runs are missing.` : ''}`,
      '### K-BFGS: learning rate and damping',
      picture(
        name,
        'Training loss of K-BFGS on MNIST after two epochs, by learning rate and damping',
      ),
      '### K-BFGS(L): curvature pairs',
      table(
        ['p:', 'train loss:'],
        memories.map((memory, i) => [memory, lossText(lossOf(finished, sensitivity.memory[i]))]),
      ),
      '### K-BFGS: decay of A',
      table(
        ['β:', 'train loss:'],
        decays.map((decay, i) => [decay, lossText(lossOf(finished, sensitivity.decay[i]))]),
      ),
    ].join('\n\n'),
    figures: {
      [name]: heatMapFigure({
        xLabel: 'learning rate α',
        yLabel: 'damping λ',
        columns: heatMap.learningRates,
        rows: heatMap.lambdas,
        value: at,
      }),
    },
  }
}
