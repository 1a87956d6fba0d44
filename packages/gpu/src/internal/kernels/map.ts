import { type Kernel, kernel } from '../kernel.ts'
import { specialParameters } from './expression-source.ts'
import type { Operands } from './operands.ts'

/** The term at every element; with `ones`, followed by a column of ones. */
export const mapKernel = ({ parameters, parts: [part] }: Operands, ones: boolean): Kernel =>
  kernel(`map ${part.key}${ones ? ' ones' : ''}`, () => {
    const { statements, value } = part.source()
    const last = ones ? 'if (x == this.output.x - 1) { return 1.0; } ' : ''
    return {
      parameters: [...parameters, ...specialParameters],
      body: `const y = this.thread.y; const x = this.thread.x; ${last}${statements} return ${value};`,
    }
  })
