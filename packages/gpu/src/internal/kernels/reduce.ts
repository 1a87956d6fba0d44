import type { Axis } from '@kq/linalg/engine'
import { type Kernel, kernel } from '../kernel.ts'
import { specialParameters } from './expression-source.ts'
import type { Operands, Part } from './operands.ts'

/** How numbers are folded. */
export type Fold = 'sum' | 'max' | 'min'

/** How two numbers are folded; NaN wins. */
const folds: Readonly<Record<Fold, string>> = {
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
 * (column) a run, divided by `divisor`.
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
      parameters: [...parameters, 'run', 'count', 'first', 'divisor', ...specialParameters],
      body: `const ${across} = this.thread.${across};
      const begin = this.thread.${along} * run;
      let s = first;
      for (let j = 0; j < run; j++) {
        const ${along} = begin + j;
        if (${along} < count) { ${statements} const v = ${value}; ${folds[fold]} }
      }
      return s / divisor;`,
    }
  })

/** How a vector is folded, and the axis along which it lies. */
export interface VectorFold {
  readonly fold: Fold
  readonly axis: Axis
}

/**
 * Folds several vectors of any lengths, each to one element of a row. For each the kernel takes
 * `count`, `first` and `divisor` as {@link reduceKernel} does.
 */
export const foldsKernel = (
  vectors: readonly VectorFold[],
  { parameters, parts }: Operands,
): Kernel =>
  kernel(
    `folds ${vectors.map(({ fold, axis }, k) => `${fold} ${axis} ${parts[k].key}`).join(' ')}`,
    () => ({
      parameters: [
        ...parameters,
        ...vectors.flatMap((_, k) => [`count${k}`, `first${k}`, `divisor${k}`]),
        ...specialParameters,
      ],
      body: `let s = 0.0; let d = 1.0;
      ${vectors.map((vector, k) => branch(vector, parts[k], k)).join('\n')}
      return s / d;`,
    }),
  )

function branch({ fold, axis }: VectorFold, part: Part, k: number): string {
  const { statements, value } = part.source()
  const along = axis === 'rows' ? 'y' : 'x'
  return `if (this.thread.x == ${k}) {
    s = first${k}; d = divisor${k};
    for (let ${along} = 0; ${along} < count${k}; ${along}++) {
      ${statements} const v${k} = ${value}; ${folds[fold].replaceAll(/\bv\b/g, `v${k}`)}
    }
  }`
}
