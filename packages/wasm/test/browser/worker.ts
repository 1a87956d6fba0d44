import { experiment } from './experiment.ts'

/** The scope of a dedicated worker, of which the DOM's types know nothing. */
declare const self: {
  onmessage: (event: MessageEvent<number | 'auto'>) => void
  postMessage(message: unknown): void
}

self.onmessage = ({ data }) => {
  void experiment(data).then((result) => self.postMessage(result))
}
