import { spawnSync } from 'node:child_process'

/** Why Python cannot check a file here; undefined where it can. */
export function whyNoNumpy(): string | undefined {
  const { status, error } = spawnSync('python3', ['-c', 'import numpy'])
  if (error) return 'no python3'
  return status === 0 ? undefined : 'no numpy in python3: apt-get install python3-numpy'
}

/** What a Python program prints as JSON. */
export function python(program: string, ...args: string[]): unknown {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', program, ...args], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

/** Reads a safetensors file by its specification: names, types, numbers. */
export const safetensorsInPython = `
import json, struct, sys, numpy
data = open(sys.argv[1], 'rb').read()
length, = struct.unpack('<Q', data[:8])
header = json.loads(data[8:8 + length])
metadata = header.pop('__metadata__', {})
types = {'F64': '<f8', 'F32': '<f4', 'U32': '<u4', 'I8': '|i1'}
tensors = {}
for name, entry in header.items():
    begin, end = entry['data_offsets']
    values = numpy.frombuffer(data[8 + length + begin:8 + length + end], types[entry['dtype']])
    tensors[name] = values.reshape(entry['shape']).tolist()
print(json.dumps([metadata, tensors]))
`

/** All arrays of an NPZ file, or the one of an NPY file, with their types. */
export const numpyLoad = `
import json, sys, numpy
loaded = numpy.load(sys.argv[1])
arrays = dict(loaded) if hasattr(loaded, 'files') else {'': loaded}
print(json.dumps({name: [a.dtype.str, a.tolist()] for name, a in arrays.items()}))
`
