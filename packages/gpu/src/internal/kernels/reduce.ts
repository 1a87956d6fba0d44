import type { Axis } from '@kq/linalg/engine'
import { type Kernel, kernel } from '../kernel.ts'
import { specialParameters } from './expression-source.ts'
import type { Operands } from './operands.ts'

/** How numbers are folded. */
export type Fold = 'sum' | 'max' | 'min'

/** How two numbers are folded; NaN wins. */
export const folds: Readonly<Record<Fold, string>> = {
  sum: 's = s + v;',
  max: 's = s > v ? s : (v >= s ? v : s + v);',
  min: 's = s < v ? s : (v <= s ? v : s + v);',
}

/** What the fold of nothing is. */
export const foldStart: Readonly<Record<Fold, number>> = {
  sum: 0,
  max: -Infinity,
  min: Infinity,
}

/**
 * Folds a term along an axis in runs of `run` elements, of `count` altogether: the result has one row
 * (column) a run.
 */
export const reduceKernel = (
  fold: Fold,
  axis: Axis,
  { parameters, parts: [part] }: Operands,
): Kernel =>
  kernel(`reduce ${fold} ${axis} ${part.key}`, () => {
    const { statements, value } = part.source()
    const [along, across] = axis === 'rows' ? ['y', 'x'] : ['x', 'y']
    return {
      parameters: [...parameters, 'run', 'count', 'first', ...specialParameters],
      body: `const ${across} = this.thread.${across};
      const begin = this.thread.${along} * run;
      let s = first;
      for (let j = 0; j < run; j++) {
        const ${along} = begin + j;
        if (${along} < count) { ${statements} const v = ${value}; ${folds[fold]} }
      }
      return s;`,
    }
  })
