import fc from 'fast-check'
import type { RunResult } from '../../src/results.ts'

/** A result that went as it should, with four evaluations and twelve steps. */
export const soundResult = (change: Partial<RunResult> = {}): RunResult => ({
  optimizer: 'kbfgs',
  label: 'K-BFGS',
  seconds: 30.04,
  epochs: 1.5,
  iterations: 1200,
  trainLoss: 61.234,
  testLoss: 62.345,
  rejectedSteps: 1,
  nonFiniteSteps: 0,
  stopReason: 'time is up',
  history: [0, 10, 20, 30].map((seconds) => ({
    seconds,
    epoch: seconds / 20,
    iteration: seconds * 40,
    trainLoss: 543.21 * Math.exp(-seconds / 15),
    testLoss: 545.43 * Math.exp(-seconds / 16),
  })),
  steps: Array.from({ length: 12 }, (_, i) => ({
    seconds: (i + 1) * 2.5,
    epoch: (i + 1) / 8,
    iteration: (i + 1) * 100,
    loss: 540 * Math.exp(-i / 6),
    rejected: i === 3,
    learningRate: 0.3,
  })),
  layers: [
    {
      seconds: 30,
      epoch: 1.5,
      iteration: 1200,
      layers: [
        {
          parameter: '0.W',
          steps: 8,
          powell: 2,
          second: 3,
          outputSkipped: 1,
          inputSkipped: 0,
          sNorm: 0.25,
          yNorm: 1e-3,
          outputCondition: 12.5,
          inputCondition: Infinity,
        },
      ],
    },
  ],
  reconstructions: {
    width: 3,
    height: 2,
    inputs: [Uint8Array.of(0, 50, 100, 150, 200, 255), new Uint8Array(6)],
    outputs: [Uint8Array.of(1, 51, 101, 151, 201, 254), new Uint8Array(6)],
  },
  ...change,
})

const anyNumber = fc.oneof(
  fc.double({ min: 0, max: 1000, noNaN: true }),
  fc.double(),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0, -1, 5e-324, 1.7976931348623157e308),
)
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '',
    '<script>alert(1)</script>',
    `"'><img src=x onerror=y>`,
    '&amp;',
    '$&',
    'a,b\n"c"',
  ),
)
const anyImages = fc
  .record({ width: fc.nat(5), height: fc.nat(5), count: fc.nat(3) })
  .chain(({ width, height, count }) => {
    const pixels = width * height
    const image = fc.uint8Array({ minLength: pixels, maxLength: pixels })
    const images = fc.array(image, { minLength: count, maxLength: count })
    return fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      inputs: images,
      outputs: images,
    })
  })

/** Any result at all: numbers of every kind, empty histories, hostile texts. */
export const anyResult: fc.Arbitrary<RunResult> = fc.record({
  optimizer: anyText,
  label: anyText,
  seconds: anyNumber,
  epochs: anyNumber,
  iterations: anyNumber,
  trainLoss: anyNumber,
  testLoss: anyNumber,
  rejectedSteps: anyNumber,
  nonFiniteSteps: anyNumber,
  stopReason: anyText,
  history: fc.array(
    fc.record({
      seconds: anyNumber,
      epoch: anyNumber,
      iteration: fc.nat(),
      trainLoss: anyNumber,
      testLoss: anyNumber,
    }),
    { maxLength: 8 },
  ),
  steps: fc.array(
    fc.record({
      seconds: anyNumber,
      epoch: anyNumber,
      iteration: fc.nat(),
      loss: anyNumber,
      rejected: fc.boolean(),
      learningRate: anyNumber,
    }),
    { maxLength: 8 },
  ),
  layers: fc.array(
    fc.record({
      seconds: anyNumber,
      epoch: anyNumber,
      iteration: fc.nat(),
      layers: fc.array(
        fc.record({
          parameter: anyText,
          steps: anyNumber,
          powell: anyNumber,
          second: anyNumber,
          outputSkipped: anyNumber,
          inputSkipped: anyNumber,
          sNorm: anyNumber,
          yNorm: anyNumber,
          outputCondition: anyNumber,
          inputCondition: anyNumber,
        }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 3 },
  ),
  reconstructions: anyImages,
})
