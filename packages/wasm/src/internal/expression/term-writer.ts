import type { BinaryOperator, Term } from '@kq/linalg/expression'
import type { FunctionWriter, Local } from './function-writer.ts'
import type { Lanes } from './lanes.ts'
import type { Motion } from './motion.ts'
import { op, valueType } from './opcodes.ts'

/**
 * How often a term changes: never, once a row, at every element. What does not change within a loop
 * is computed before it.
 */
export type Level = 0 | 1 | 2

/**
 * A term is wanted as numbers, or as a mask: all bits where it is not 0. Comparisons are masks by
 * nature, and become numbers only where somebody calculates with them.
 */
type Form = 'value' | 'mask'

type Wanted = readonly [term: Term, form: Form]

const comparisons: readonly BinaryOperator[] = ['lt', 'le', 'gt', 'ge', 'eq']

const constant = (value: number): Term => ({ kind: 'constant', value })
const one: Term = constant(1)
const signBit: Term = constant(-0)

const isTruth = (term: Term): boolean =>
  (term.kind === 'unary' && (term.operator === 'not' || term.operator === 'finite')) ||
  (term.kind === 'binary' &&
    (comparisons.includes(term.operator) || term.operator === 'and' || term.operator === 'or'))

/** What a term in a form is computed from. */
function parts([term, form]: Wanted): Wanted[] {
  const truth = isTruth(term)
  if (truth && form === 'value') {
    return [
      [term, 'mask'],
      [one, 'value'],
    ]
  }
  if (!truth && form === 'mask') return [[term, 'value']]
  if (term.kind === 'unary') {
    const asMask = term.operator === 'not' && isTruth(term.argument)
    const argument: Wanted = [term.argument, asMask ? 'mask' : 'value']
    return term.operator === 'sign' ? [argument, [signBit, 'value'], [one, 'value']] : [argument]
  }
  if (term.kind === 'binary') {
    const logical = term.operator === 'and' || term.operator === 'or'
    const operands: Form = logical ? 'mask' : 'value'
    return [
      [term.left, operands],
      [term.right, operands],
    ]
  }
  if (term.kind === 'where') {
    return [
      [term.condition, 'mask'],
      [term.then, 'value'],
      [term.otherwise, 'value'],
    ]
  }
  return []
}

/** Local variables by term and form. Equal constants share one. */
class Locals {
  readonly #found = { value: new Map<unknown, Local>(), mask: new Map<unknown, Local>() }

  #key(term: Term): unknown {
    if (term.kind === 'constant') return Object.is(term.value, -0) ? '-0' : term.value
    return term.kind === 'operand' ? `operand ${term.index}` : term
  }

  get([term, form]: Wanted): Local | undefined {
    return this.#found[form].get(this.#key(term))
  }

  set([term, form]: Wanted, local: Local): void {
    this.#found[form].set(this.#key(term), local)
  }
}

/** What a term writer is told about the loops around it. */
export interface TermSurroundings {
  readonly lanes: Lanes
  readonly motions: readonly Motion[]
  /** The number of the imported function. */
  imported(name: string): number
  /** Leave the vector of the operand, the row or the columns on the stack. */
  operand(index: number): void
  row(): void
  column(): void
}

/** Writes the value of an expression into a function. */
export class TermWriter {
  readonly #writer: FunctionWriter
  readonly #around: TermSurroundings
  readonly #lanes: Lanes
  readonly #hoisted: Locals = new Locals()
  readonly #uses = new Map<Term, Record<Form, number>>()
  readonly #levels = new Map<Term, Level>()
  readonly #shared: Locals = new Locals()
  #computed = new Set<Local>()

  constructor(writer: FunctionWriter, root: Term, around: TermSurroundings) {
    this.#writer = writer
    this.#around = around
    this.#lanes = around.lanes
    this.#count([root, 'value'])
  }

  #count(wanted: Wanted): void {
    const [term, form] = wanted
    const uses = this.#uses.get(term) ?? { value: 0, mask: 0 }
    this.#uses.set(term, uses)
    if (++uses[form] === 1) for (const part of parts(wanted)) this.#count(part)
  }

  #level(term: Term): Level {
    const known = this.#levels.get(term)
    if (known !== undefined) return known
    const level = this.#levelOf(term)
    this.#levels.set(term, level)
    return level
  }

  #levelOf(term: Term): Level {
    if (term.kind === 'constant') return 0
    if (term.kind === 'row') return 1
    if (term.kind === 'column') return 2
    if (term.kind === 'operand') {
      const motion = this.#around.motions[term.index]
      return motion === 'constant' ? 0 : motion === 'column' ? 1 : 2
    }
    const form = isTruth(term) ? 'mask' : 'value'
    return Math.max(...parts([term, form]).map(([part]) => this.#level(part))) as Level
  }

  /** Computes all that changes at `level` and that a deeper level needs. */
  prepare(root: Term, level: 0 | 1): void {
    const visited = new Locals()
    const visit = (wanted: Wanted): void => {
      const own = this.#level(wanted[0])
      if (own < level || visited.get(wanted) !== undefined) return
      visited.set(wanted, 0)
      if (own > level) {
        for (const part of parts(wanted)) visit(part)
        return
      }
      this.#write(wanted)
      const local = this.#writer.local(valueType.v128)
      this.#writer.set(local)
      this.#hoisted.set(wanted, local)
    }
    visit([root, 'value'])
  }

  /** Forgets what was computed for the last element. */
  nextElement(): void {
    this.#computed = new Set()
  }

  /** Leaves the term's numbers on the stack. */
  value(term: Term): void {
    this.#write([term, 'value'])
  }

  #write(wanted: Wanted): void {
    const hoisted = this.#hoisted.get(wanted)
    if (hoisted !== undefined) {
      this.#writer.get(hoisted)
      return
    }
    const [term, form] = wanted
    if (term.kind !== 'operand' && (this.#uses.get(term)?.[form] ?? 0) < 2) {
      this.#compute(wanted)
      return
    }
    let local = this.#shared.get(wanted)
    if (local === undefined) {
      local = this.#writer.local(valueType.v128)
      this.#shared.set(wanted, local)
    }
    if (this.#computed.has(local)) {
      this.#writer.get(local)
      return
    }
    this.#compute(wanted)
    this.#writer.tee(local)
    this.#computed.add(local)
  }

  #compute([term, form]: Wanted): void {
    if (isTruth(term)) {
      if (form === 'mask') this.#mask(term)
      else {
        this.#write([term, 'mask'])
        this.#write([one, 'value'])
        this.#writer.emit(op.v128And)
      }
    } else if (form === 'mask') {
      this.#write([term, 'value'])
      this.#splat(0)
      this.#writer.emit(this.#lanes.notEqual)
    } else this.#number(term)
  }

  #splat(value: number): void {
    this.#writer.vector(
      this.#lanes.dtype === 'float32'
        ? new Float32Array(4).fill(value)
        : new Float64Array(2).fill(value),
    )
  }

  #mask(term: Term): void {
    for (const part of parts([term, 'mask'])) this.#write(part)
    const emit = (code: number): void => this.#writer.emit(code)
    if (term.kind === 'binary') {
      if (term.operator === 'and') emit(op.v128And)
      else if (term.operator === 'or') emit(op.v128Or)
      else emit(this.#lanes.binary[term.operator] as number)
    }
    if (term.kind === 'unary') {
      if (term.operator === 'not' && isTruth(term.argument)) {
        emit(op.v128Not)
        return
      }
      if (term.operator === 'finite') {
        // x − x is NaN for infinities.
        this.#writer.get(this.#remember())
        emit(this.#lanes.binary.sub as number)
      }
      this.#splat(0)
      emit(this.#lanes.binary.eq as number)
    }
  }

  /** Keeps the vector on the stack for the next few instructions. */
  #remember(): Local {
    const local = this.#writer.scratchLocal(valueType.v128)
    this.#writer.tee(local)
    return local
  }

  #number(term: Term): void {
    const emit = (code: number): void => this.#writer.emit(code)
    switch (term.kind) {
      case 'operand':
        this.#around.operand(term.index)
        return
      case 'constant':
        this.#splat(term.value)
        return
      case 'row':
        this.#around.row()
        return
      case 'column':
        this.#around.column()
        return
      case 'where':
        this.#where(term)
        return
      case 'unary': {
        this.#write([term.argument, 'value'])
        const instruction = this.#lanes.unary[term.operator]
        if (instruction !== undefined) emit(instruction)
        else if (term.operator === 'sign') this.#sign()
        else this.#writer.call(this.#around.imported(term.operator))
        return
      }
      case 'binary': {
        if ((term.operator === 'min' || term.operator === 'max') && this.#bounded(term)) return
        this.#write([term.left, 'value'])
        this.#write([term.right, 'value'])
        emit(this.#lanes.binary[term.operator] as number)
      }
    }
  }

  /**
   * min and max with a constant by `pmin` and `pmax`, which keep a NaN of their first operand but
   * take zeros of either sign as they come.
   */
  #bounded({ operator, left, right }: Term & { kind: 'binary' }): boolean {
    const [bound, other] = left.kind === 'constant' ? [left, right] : [right, left]
    if (bound.kind !== 'constant' || other.kind === 'constant') return false
    const limit = this.#lanes.dtype === 'float32' ? Math.fround(bound.value) : bound.value
    if (Number.isNaN(limit) || (operator === 'min' && Object.is(limit, -0))) return false
    this.#write([other, 'value'])
    this.#write([bound, 'value'])
    this.#writer.emit(operator === 'min' ? this.#lanes.pmin : this.#lanes.pmax)
    if (operator === 'max' && Object.is(limit, 0)) {
      // −0 + 0 = 0
      this.#write([bound, 'value'])
      this.#writer.emit(this.#lanes.binary.add as number)
    }
    return true
  }

  #where({ condition, then, otherwise }: Term & { kind: 'where' }): void {
    const isZero = (term: Term): boolean => term.kind === 'constant' && Object.is(term.value, 0)
    if (isZero(otherwise) || isZero(then)) {
      this.#write([isZero(otherwise) ? then : otherwise, 'value'])
      this.#write([condition, 'mask'])
      this.#writer.emit(isZero(otherwise) ? op.v128And : op.v128Andnot)
      return
    }
    this.#write([then, 'value'])
    this.#write([otherwise, 'value'])
    this.#write([condition, 'mask'])
    this.#writer.emit(op.v128Bitselect)
  }

  /** ±1 where the number on the stack is less or more than 0, itself where it is ±0 or NaN. */
  #sign(): void {
    const emit = (code: number): void => this.#writer.emit(code)
    const { binary } = this.#lanes
    const x = this.#remember()
    this.#write([signBit, 'value'])
    emit(op.v128And)
    this.#write([one, 'value'])
    emit(op.v128Or)
    this.#writer.get(x)
    for (const operator of ['lt', 'gt'] as const) {
      this.#writer.get(x)
      this.#splat(0)
      emit(binary[operator] as number)
    }
    emit(op.v128Or)
    emit(op.v128Bitselect)
  }
}
