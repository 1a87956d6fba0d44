/*
 * Sums of squares as the run of a minimiser sees them: f = ½‖r‖², ∇f = Jᵀr. J is asked for where the
 * method may go on from only.
 */
import { ShapeError } from '@kq/linalg/errors'
import type {
  AsyncResiduals,
  JacobianInput,
  LeastSquaresResult,
  LevenbergMarquardtOptions,
  ResidualsAndJacobian,
} from '../../levenberg-marquardt.ts'
import type { VectorInput } from '../../minimize-options.ts'
import type { MinimizeStatus } from '../../minimize-result.ts'
import { projectedNorm, readBox, startWithin } from '../minimize/box.ts'
import { checkOptions } from '../minimize/check-options.ts'
import type { Point, Steps } from '../minimize/protocol.ts'
import { readVector } from '../minimize/read-vector.ts'
import { createRun, type Run } from '../minimize/run.ts'
import { jacobianDifferences } from './jacobian-differences.ts'
import { levenbergMarquardtMethod } from './levenberg-marquardt-method.ts'
import { type Linearization, transposedTimes } from './linearization.ts'
import { readJacobian } from './read-jacobian.ts'

/** What the method gets to know beyond f and ∇f. */
export interface LeastSquares {
  /** r and J at a point, if J was made there. */
  at(point: Point): Linearization | undefined
  /** Above it no Jacobian is made, and the gradient is NaN. */
  ceiling: number
  /** Whether J is made by forward differences. */
  isRough(): boolean
  /** Makes J at a point anew by central differences, and from there on. */
  refine(run: Run, point: Point): Steps<void>
}

interface Answer {
  readonly residuals: Float64Array
  readonly jacobian?: JacobianInput
}

const warning =
  'the residuals came without a Jacobian: differences, n evaluations each, or 2n. Return { residuals, jacobian }, or pass the option jacobian.'

export function createLeastSquares(
  residuals: AsyncResiduals,
  x0: VectorInput,
  { lower, upper, jacobian, ...rest }: LevenbergMarquardtOptions,
): { readonly steps: Steps; result(status: MinimizeStatus): LeastSquaresResult } {
  const start = readVector('x0', x0)
  const box = readBox({ lower, upper }, start.length)
  const { x, warnings } = startWithin(box, start)
  checkOptions(rest)
  // By their x: points are used again, and the best one's x is the result's.
  const known = new WeakMap<Float64Array, Linearization>()
  const found = new WeakMap<Float64Array, Float64Array>()
  let kind: 'forward' | 'central' = jacobian === 'central' ? jacobian : 'forward'
  let isDifference = false
  let last: Answer = { residuals: new Float64Array() }
  let count: number | undefined

  const read = (answer: VectorInput | ResidualsAndJacobian): Answer => {
    const both = 'residuals' in answer
    const values = readVector('the residuals', both ? answer.residuals : answer)
    count ??= values.length
    if (values.length !== count) {
      throw new ShapeError(`r(x) has ${values.length} numbers; expected ${count}, as at x0`)
    }
    return both ? { residuals: values, jacobian: answer.jacobian } : { residuals: values }
  }
  const halfSquare = (answer: VectorInput | ResidualsAndJacobian): number => {
    last = read(answer)
    return last.residuals.reduce((sum, value) => sum + (value * value) / 2, 0)
  }

  function* residualsAt(run: Run, at: Float64Array): Steps<Float64Array | undefined> {
    const answer = yield* run.call('nfev', residuals, at)
    const { residuals: values } = read(answer as VectorInput | ResidualsAndJacobian)
    return values.every(Number.isFinite) ? values : undefined
  }

  function* jacobianOf(run: Run, point: Point, given: Answer): Steps<Float64Array> {
    const m = given.residuals.length
    if (given.jacobian) return readJacobian(given.jacobian, m, run.size)
    if (typeof jacobian === 'function') {
      const rows = yield* run.call('ngev', jacobian, point.x)
      run.counts.ngev--
      return readJacobian(rows as JacobianInput, m, run.size)
    }
    if (!isDifference) run.warnings.push(warning)
    isDifference = true
    const at = (x: Float64Array): Steps<Float64Array | undefined> => residualsAt(run, x)
    return yield* jacobianDifferences(kind, at, box, point.x, given.residuals)
  }

  const measure = (point: Point): number => projectedNorm(box, point.x, point.gradient)

  const problem: LeastSquares = {
    at: ({ x }) => known.get(x),
    ceiling: 1 / 0,
    isRough: () => isDifference && kind === 'forward',
    *refine(run, point) {
      kind = 'central'
      run.counts.ngev++
      point.gradient.set(
        yield* linearize(run, point, { residuals: found.get(point.x) as Float64Array }),
      )
      point.norm = measure(point)
    },
  }

  /** Jᵀr, where J is wanted; counted by the run. */
  function* gradient(run: Run, _f: unknown, point: Point): Steps<Float64Array> {
    const given = last
    found.set(point.x, given.residuals)
    if (point.value > problem.ceiling) {
      run.counts.ngev--
      return point.gradient.fill(Number.NaN)
    }
    return yield* linearize(run, point, given)
  }

  function* linearize(run: Run, point: Point, given: Answer): Steps<Float64Array> {
    const columns = yield* jacobianOf(run, point, given)
    const linearization = {
      residuals: given.residuals,
      jacobian: columns,
      gradient: transposedTimes(columns, given.residuals),
    }
    known.set(point.x, linearization)
    return linearization.gradient
  }

  const [steps, result] = createRun(
    (run) => levenbergMarquardtMethod(run, rest, problem, box),
    (at) => {
      const answer = residuals(at)
      return 'then' in answer ? answer.then(halfSquare) : halfSquare(answer)
    },
    x,
    { ...rest, functionTolerance: 0 },
    {
      measure,
      differences: gradient,
      warnings,
    },
  )
  return {
    steps,
    result: (status) => {
      const { x, ...others } = result(status)
      return { x, ...others, residuals: found.get(x) ?? new Float64Array() }
    },
  }
}
