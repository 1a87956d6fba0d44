/*
 * Fusion of elementwise operations. What a map gives is first noted as a term over device values, its
 * leaves; a map or a reduction that takes it puts the term in the place of its operand, and one launch
 * does for both. What is launched, and when, is up to the engine.
 */
import type { Shape } from '@kq/linalg/engine'
import { maximumMatrixOperands, type Term, type UnaryOperator } from '@kq/linalg/expression'
import { childrenOf } from '@kq/linalg/term'
import { type Access, accessText, straight, within } from './access.ts'
import type { DeviceValue } from './device-value.ts'
import { identify } from './kernels/identify.ts'

/** An element of a device value, or a number. */
export type Leaf =
  | { readonly value: DeviceValue; readonly access: Access }
  | { readonly value: number }

/** An elementwise computation that was not launched. */
export interface Pending {
  readonly shape: Shape
  readonly term: Term
  readonly leaves: readonly Leaf[]
}

/** Terms larger than this are not fused any further: each thread computes the whole of them. */
const largestTerm = 120

/** Merged terms by what they were merged from: the same objects each time, so that kernels are found again. */
const merged = new Map<string, Term>()
const sizes = new WeakMap<Term, number>()

function sizeOf(term: Term): number {
  let size = sizes.get(term)
  if (size === undefined) {
    size = 1 + childrenOf(term).reduce((sum, child) => sum + sizeOf(child), 0)
    sizes.set(term, size)
  }
  return size
}

/** The term with its leaves replaced; equal nodes stay one. */
function rewrite(term: Term, leaf: (node: Term) => Term): Term {
  const done = new Map<Term, Term>()
  const visit = (node: Term): Term => {
    let result = done.get(node)
    if (!result) {
      result = rebuilt(node)
      done.set(node, result)
    }
    return result
  }
  const rebuilt = (node: Term): Term => {
    if (node.kind === 'unary') return { ...node, argument: visit(node.argument) }
    if (node.kind === 'binary') return { ...node, left: visit(node.left), right: visit(node.right) }
    if (node.kind !== 'where') return leaf(node)
    return {
      ...node,
      condition: visit(node.condition),
      then: visit(node.then),
      otherwise: visit(node.otherwise),
    }
  }
  return visit(term)
}

const zero: Term = { kind: 'constant', value: 0 }
const itself: Term = { kind: 'operand', index: 0 }

/** A device value or number as it is, or seen in another way. */
export const view = (
  value: DeviceValue | number,
  shape: Shape,
  access: Access = straight,
): Pending => ({
  shape,
  term: itself,
  leaves: [typeof value === 'number' ? { value } : { value, access: within(access, shape) }],
})

/** What a pending computation is a mere view of; undefined where there is something to compute. */
export function viewed({ term, leaves }: Pending): Extract<Leaf, { access: Access }> | undefined {
  const [leaf] = leaves
  return term.kind === 'operand' && 'access' in leaf ? leaf : undefined
}

/**
 * Whether computing it takes no more than reading it would: of matrices it reads one element (of vectors
 * any), and there is no function in it.
 */
export function isLight({ term, leaves, shape }: Pending): boolean {
  if (shape.rows === 1 && shape.columns === 1) return true
  const full = leaves.filter((leaf) => {
    if (!('access' in leaf)) return false
    const { row, column } = leaf.access
    return (
      (row.by !== undefined || shape.rows === 1) && (column.by !== undefined || shape.columns === 1)
    )
  })
  return full.length <= 1 && !hasFunction(term)
}

const functions: ReadonlySet<UnaryOperator> = new Set(['exp', 'log', 'log1p', 'tanh'])
const withFunctions = new WeakMap<Term, boolean>()

function hasFunction(term: Term): boolean {
  let has = withFunctions.get(term)
  if (has === undefined) {
    has =
      (term.kind === 'unary' && functions.has(term.operator)) || childrenOf(term).some(hasFunction)
    withFunctions.set(term, has)
  }
  return has
}

/** The device values of some leaves, each once. */
export const valuesOf = (leaves: readonly Leaf[]): DeviceValue[] => [
  ...new Set(leaves.flatMap(({ value }) => (typeof value === 'number' ? [] : [value]))),
]

/**
 * A map over a shape as one term over device values, with the terms of its operands in their place;
 * undefined where that would be too large, or have more matrices than a kernel can bind.
 */
export function fuse(term: Term, operands: readonly Pending[], shape: Shape): Pending | undefined {
  const leaves: Leaf[] = []
  const texts: string[] = []
  const place = (leaf: Leaf): number => {
    const text = 'access' in leaf ? `${identify(leaf.value)}${accessText(leaf.access)}` : ''
    const known = text === '' ? -1 : texts.indexOf(text)
    if (known >= 0) return known
    texts.push(text)
    return leaves.push(leaf) - 1
  }
  const parts = operands.map((operand) => ({
    places: operand.leaves.map(place),
    term: operand.term,
  }))
  const computed = parts.filter((part) => part.term.kind !== 'operand')
  const size = computed.reduce((sum, part) => sum + sizeOf(part.term), sizeOf(term))
  if (valuesOf(leaves).length > maximumMatrixOperands) return undefined
  if (computed.length > 0 && size > largestTerm) return undefined
  const key = [
    identify(term),
    shape.rows === 1 ? 'row' : '',
    shape.columns === 1 ? 'column' : '',
    ...parts.map((part) => `${identify(part.term)}:${part.places.join(',')}`),
  ].join(' ')
  let whole = merged.get(key)
  if (!whole) {
    whole = rewrite(term, (node) => {
      if (node.kind === 'row') return shape.rows === 1 ? zero : node
      if (node.kind === 'column') return shape.columns === 1 ? zero : node
      if (node.kind !== 'operand') return node
      const part = parts[node.index]
      return rewrite(part.term, (inner) =>
        inner.kind === 'operand' ? { kind: 'operand', index: part.places[inner.index] } : inner,
      )
    })
    merged.set(key, whole)
  }
  return { shape, term: whole, leaves }
}
