/*
 * The page's program. Its address says where to train, `?place=page` or `?place=worker`, and with how
 * many threads, `&threads=2`. What came out is shown, and is in #result as JSON.
 */
import { type Experiment, experiment } from './experiment.ts'

const query = new URLSearchParams(location.search)
const wanted = query.get('threads') ?? 'auto'
const threads = wanted === 'auto' ? wanted : Number(wanted)

const inWorker = (): Promise<Experiment> =>
  new Promise((resolve, reject) => {
    const worker = new Worker('/worker.js', { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<Experiment>) => resolve(data)
    worker.onerror = ({ message }) => reject(new Error(message))
    worker.postMessage(threads)
  })

const result = await (query.get('place') === 'worker' ? inWorker() : experiment(threads))

const show = (tag: string, text: string, id = ''): void => {
  const element = Object.assign(document.createElement(tag), { textContent: text, id })
  document.body.append(element)
}

show('p', result.text)
for (const [method, losses] of Object.entries(result.losses)) {
  show('p', `${method}: ${losses.map((loss) => loss.toFixed(3)).join(', ')}`)
}
show('pre', JSON.stringify(result, null, 2), 'result')
