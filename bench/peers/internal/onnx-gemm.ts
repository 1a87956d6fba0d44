/*
 * An ONNX model of one matrix product, in the bytes of its protocol buffers: field numbers are those
 * of onnx.proto.
 */

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]

const number = (field: number, value: number): number[] => [...varint(field * 8), ...varint(value)]

const message = (field: number, ...parts: readonly number[][]): number[] => {
  const bytes = parts.flat()
  return [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes]
}

const text = (field: number, value: string): number[] =>
  message(field, [...new TextEncoder().encode(value)])

/** ValueInfoProto: a float32 matrix. */
const value = (field: number, name: string, rows: number, columns: number): number[] => {
  const dimension = (size: number): number[] => message(1, number(1, size))
  const shape = message(2, dimension(rows), dimension(columns))
  return message(field, text(1, name), message(2, message(1, number(1, 1), shape)))
}

/** AttributeProto: a whole number. */
const attribute = (name: string, flag: boolean): number[] =>
  message(5, text(1, name), number(3, flag ? 1 : 0), number(20, 2))

type Shape = readonly [rows: number, columns: number]

/** The model with inputs `a` and `b` and output `c`: MatMul, or Gemm where something is transposed. */
export function onnxGemm(
  a: Shape,
  b: Shape,
  transposeA: boolean,
  transposeB: boolean,
): { readonly model: Uint8Array; readonly shape: Shape } {
  const shape: Shape = [a[transposeA ? 1 : 0], b[transposeB ? 0 : 1]]
  const names = [text(1, 'a'), text(1, 'b'), text(2, 'c')]
  const node =
    transposeA || transposeB
      ? [text(4, 'Gemm'), attribute('transA', transposeA), attribute('transB', transposeB)]
      : [text(4, 'MatMul')]
  const graph = message(
    7,
    message(1, ...names, ...node),
    text(2, 'product'),
    value(11, 'a', ...a),
    value(11, 'b', ...b),
    value(12, 'c', ...shape),
  )
  const operatorSet = message(8, text(1, ''), number(2, 13))
  return { model: Uint8Array.from([...number(1, 8), ...operatorSet, ...graph]), shape }
}
