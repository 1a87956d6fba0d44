/*
 * A tree of plain data as JSON text and a list of arrays beside it.
 *
 *   { "$matrix": NAME }   a matrix, of the engine or of the host      { "$array": NAME }   a typed array
 *   { "$number": "NaN" }  a number that JSON has no word for: NaN, ±Infinity, −0
 */
import { isMatrix, type Matrix } from '@kq/linalg/matrix'
import { type Tensor, type TensorArray, tensorType } from '@kq/data/safetensors'
import { read } from '@kq/linalg/read'
import type { MatrixValues } from '../snapshot.ts'

/** What can be taken apart: records, lists, numbers, texts, matrices and typed arrays. */
export type PlainData =
  | null
  | undefined
  | boolean
  | number
  | string
  | TensorArray
  | Matrix
  | MatrixValues
  | readonly PlainData[]
  | { readonly [name: string]: PlainData }

const isTensorArray = (value: object): value is TensorArray =>
  ArrayBuffer.isView(value) && !(value instanceof DataView)

const isMatrixValues = (value: object): value is MatrixValues =>
  'rows' in value && 'columns' in value && 'values' in value && ArrayBuffer.isView(value.values)

const matrixTensor = (name: string, value: Matrix | MatrixValues): Tensor => {
  const shape = [value.rows, value.columns]
  return isMatrix(value)
    ? { name, shape, dtype: value.dtype === 'float32' ? 'F32' : 'F64', read: () => read(value) }
    : { name, shape, dtype: tensorType(value.values), read: () => value.values }
}

/**
 * Takes data apart; arrays are named by their paths, `state/matrices/0.W/momentum`.
 *
 * @throws TypeError for what is no plain data
 */
export function takeApart(data: unknown): { readonly json: string; readonly tensors: Tensor[] } {
  const tensors = new Map<string, Tensor>()
  const put = (path: string, make: (name: string) => Tensor): string => {
    let name = path
    for (let copy = 2; tensors.has(name); copy++) name = `${path}#${copy}`
    tensors.set(name, make(name))
    return name
  }
  const visit = (value: unknown, path: string): unknown => {
    if (typeof value === 'number') {
      const isJson = Number.isFinite(value) && !Object.is(value, -0)
      return isJson ? value : { $number: Object.is(value, -0) ? '-0' : String(value) }
    }
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
    if (value === undefined) return value
    if (typeof value !== 'object') {
      throw new TypeError(`a checkpoint cannot hold ${path}: it is a ${typeof value}`)
    }
    if (isMatrix(value) || isMatrixValues(value)) {
      return { $matrix: put(path, (name) => matrixTensor(name, value)) }
    }
    if (isTensorArray(value)) {
      const [dtype, shape] = [tensorType(value), [value.length]]
      return { $array: put(path, (name) => ({ name, dtype, shape, read: () => value })) }
    }
    if (Array.isArray(value)) return value.map((item, index) => visit(item, `${path}/${index}`))
    const entries = Object.entries(value).map(([key, item]) => {
      if (key.startsWith('$')) {
        throw new TypeError(`a checkpoint cannot hold ${path}/${key}: names must not begin with $`)
      }
      return [key, visit(item, path === '' ? key : `${path}/${key}`)]
    })
    return Object.fromEntries(entries)
  }
  return { json: JSON.stringify(visit(data, '')), tensors: [...tensors.values()] }
}

/** Where the arrays of data that were taken apart come from. */
export interface Arrays {
  matrix(name: string): Promise<Matrix | MatrixValues>
  array(name: string): Promise<TensorArray>
}

/** Puts data together again, its arrays asked for one after the other. */
export async function putTogether(json: string, arrays: Arrays): Promise<unknown> {
  const visit = async (value: unknown): Promise<unknown> => {
    if (typeof value !== 'object' || value === null) return value
    const all: unknown[] = []
    if (Array.isArray(value)) {
      for (const item of value) all.push(await visit(item))
      return all
    }
    const { $matrix, $array, $number } = value as Readonly<Record<string, string | undefined>>
    if ($matrix !== undefined) return arrays.matrix($matrix)
    if ($array !== undefined) return arrays.array($array)
    if ($number !== undefined) return Number($number)
    for (const [key, item] of Object.entries(value)) all.push([key, await visit(item)])
    return Object.fromEntries(all as [string, unknown][])
  }
  return visit(JSON.parse(json))
}
