import type { Axis } from '@kq/linalg/engine'
import { type Kernel, kernel } from '../kernel.ts'
import { specialParameters } from './expression-source.ts'
import type { Operands, Part } from './operands.ts'
import { type Fold, folds } from './reduce.ts'

/** What one part of a row is: the lines of a term, each folded, or the elements of one that is a vector. */
export interface PackedPart {
  readonly folding: { readonly fold: Fold; readonly axis: Axis } | undefined
  /** Whether a vector is a column; what is folded comes out the same either way. */
  readonly isColumn: boolean
}

const nameOf = ({ folding, isColumn }: PackedPart): string =>
  folding ? `${folding.fold} ${folding.axis}` : `map ${isColumn ? 'column' : 'row'}`

/**
 * Several vectors end to end in one row. The kernel takes for each where it starts and ends, and for a
 * fold, as {@link reduceKernel} does, the length of a line and what folding begins with, and a divisor.
 */
export const packKernel = (
  packed: readonly PackedPart[],
  { parameters, parts }: Operands,
): Kernel =>
  kernel(`pack ${packed.map((part, k) => `${nameOf(part)} ${parts[k].key}`).join(' ')}`, () => ({
    parameters: [
      ...parameters,
      ...packed.flatMap(({ folding }, k) => [
        `start${k}`,
        `end${k}`,
        ...(folding ? [`count${k}`, `first${k}`, `divisor${k}`] : []),
      ]),
      ...specialParameters,
    ],
    body: `let s = 0.0;
    ${packed.map((part, k) => branch(part, parts[k], k)).join('\n')}
    return s;`,
  }))

function branch({ folding, isColumn }: PackedPart, part: Part, k: number): string {
  const { statements, value } = part.source()
  const [across, along] = (folding ? folding.axis === 'columns' : isColumn)
    ? ['y', 'x']
    : ['x', 'y']
  const compute = folding
    ? `s = first${k};
    for (let ${along} = 0; ${along} < count${k}; ${along}++) {
      ${statements} const v${k} = ${value}; ${folds[folding.fold].replaceAll(/\bv\b/g, `v${k}`)}
    }
    s = s / divisor${k};`
    : `${statements} s = ${value};`
  return `if (this.thread.x >= start${k} && this.thread.x < end${k}) {
    const ${across} = this.thread.x - start${k};
    ${compute}
  }`
}
