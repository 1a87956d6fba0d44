import assert from 'node:assert/strict'
import fc from 'fast-check'
import { evaluationLine, metricsCsv, metricsHeader, stepLine } from '../src/metrics-csv.ts'
import { anyResult, soundResult } from './arbitraries/run-result.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

/** A reader of RFC 4180, for lines that end in a line feed. */
const parseCsv = (text: string): string[][] => {
  const rows: string[][] = []
  let row: string[] = []
  const field = /("(?:[^"]|"")*"|[^,\n"]*)([,\n])/y
  while (field.lastIndex < text.length) {
    const match = field.exec(text)
    assert.ok(match, 'not a CSV file')
    row.push(match[1].startsWith('"') ? match[1].slice(1, -1).replaceAll('""', '"') : match[1])
    if (match[2] === '\n') {
      rows.push(row)
      row = []
    }
  }
  return rows
}

describe('metricsCsv', () => {
  it('has steps and evaluations in order of iteration, evaluations after the step they follow', () => {
    const [evaluation] = soundResult().history
    const [step] = soundResult().steps
    const [report] = soundResult().layers
    const result = soundResult({
      history: [
        { ...evaluation, iteration: 0, seconds: 0, trainLoss: 543.2, testLoss: 545.4 },
        { ...evaluation, iteration: 1, seconds: 0.25, epoch: 0.5, trainLoss: 0.1, testLoss: 1 / 3 },
      ],
      layers: [{ ...report, iteration: 1, seconds: 0.25, epoch: 0.5 }],
      steps: [
        { ...step, iteration: 1, seconds: 0.25, epoch: 0.5, loss: 540, rejected: false },
        { ...step, iteration: 2, seconds: 0.5, epoch: 1, loss: Number.NaN, rejected: true },
      ],
    })
    assert.equal(
      metricsCsv([result]),
      [
        'optimizer,event,iteration,epoch,seconds,batchLoss,rejected,trainLoss,testLoss,learningRate,layer,steps,powell,second,outputSkipped,inputSkipped,sNorm,yNorm,outputCondition,inputCondition',
        'kbfgs,evaluation,0,0,0,,,543.2,545.4,,,,,,,,,,,',
        'kbfgs,step,1,0.5,0.25,540,false,,,0.3,,,,,,,,,,',
        'kbfgs,layer,1,0.5,0.25,,,,,,0.W,8,2,3,1,0,0.25,0.001,12.5,Infinity',
        'kbfgs,evaluation,1,0.5,0.25,,,0.1,0.3333333333333333,,,,,,,,,,,',
        'kbfgs,step,2,1,0.5,NaN,true,,,0.3,,,,,,,,,,',
        '',
      ].join('\n'),
    )
  })

  it('is what a program gets that writes line by line', () => {
    const { optimizer, steps, history } = soundResult({ history: soundResult().history.slice(3) })
    const lines = [
      ...steps.map((step) => stepLine(optimizer, step)),
      ...history.map((evaluation) => evaluationLine(optimizer, evaluation)),
    ]
    assert.equal(metricsCsv([soundResult({ history, layers: [] })]), metricsHeader + lines.join(''))
  })

  it('gives every number back exactly, whatever the names', () => {
    fc.assert(
      fc.property(fc.array(anyResult, { maxLength: 4 }), (results) => {
        const [header, ...rows] = parseCsv(metricsCsv(results))
        assert.equal(
          rows.length,
          results.flatMap(({ steps, history, layers }) => [
            ...steps,
            ...history,
            ...layers.flatMap((report) => report.layers),
          ]).length,
        )
        for (const row of rows) assert.equal(row.length, header.length)
        const column = (name: string, event: string): string[] =>
          rows.filter((row) => row[1] === event).map((row) => row[header.indexOf(name)])
        const losses = results.flatMap(({ steps }) =>
          steps
            .toSorted((one, other) => one.iteration - other.iteration)
            .map(({ loss }) => loss + 0),
        )
        assert.deepEqual(
          column('batchLoss', 'step').map((text) => Number(text) + 0),
          losses,
        )
        const names = results.flatMap(({ optimizer, steps }) => steps.map(() => optimizer))
        assert.deepEqual(column('optimizer', 'step'), names)
      }),
      { numRuns },
    )
  })
})
