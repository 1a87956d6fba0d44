import type { Engine } from './engine.ts'
import { columnIndex, eq, expression, mul, rowIndex } from './expression.ts'
import { defaultHost, type HostEngine, type HostMatrix } from './host.ts'
import { generate } from './map.ts'
import type { Matrix } from './matrix.ts'

const same = /* @__PURE__ */ expression((value) => value)
const onDiagonal = /* @__PURE__ */ expression((value) => mul(value, eq(rowIndex, columnIndex)))

/** A matrix of one value everywhere. */
export function fill(rows: number, columns: number, value: number, engine?: HostEngine): HostMatrix
export function fill(rows: number, columns: number, value: number, engine: Engine): Matrix
export function fill(
  rows: number,
  columns: number,
  value: number,
  engine: Engine = defaultHost(),
): Matrix {
  return generate(engine, { rows, columns }, same, value)
}

/** A matrix of zeros. */
export function zeros(rows: number, columns: number, engine?: HostEngine): HostMatrix
export function zeros(rows: number, columns: number, engine: Engine): Matrix
export function zeros(rows: number, columns: number, engine: Engine = defaultHost()): Matrix {
  return generate(engine, { rows, columns }, same, 0)
}

/** `value` times the n×n identity. */
export function identity(n: number, value?: number, engine?: HostEngine): HostMatrix
export function identity(n: number, value: number, engine: Engine): Matrix
export function identity(n: number, value = 1, engine: Engine = defaultHost()): Matrix {
  return generate(engine, { rows: n, columns: n }, onDiagonal, value)
}
