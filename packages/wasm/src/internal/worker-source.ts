/**
 * What a worker runs, in both kinds of platform. A text, not a file: it needs no loader (Node.js 20
 * cannot start a worker from TypeScript), no bundler's help and no path, and it is short. It
 * serves jobs for ever and never comes back to its event loop. The loop is not in the kernels: V8 of
 * Node.js 20 miscompiles their atomic counters in a function that never returns to be optimized.
 */
export const workerSource = `
const start = ({ module, memory, place, thread, count }) => {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  exports.initialize(place, thread, count)
  for (let job = 0; ; ) {
    job = exports.awaitJob(job)
    if (exports.enterJob(job)) exports.workOnJob()
    exports.leaveJob()
  }
}
if (typeof process === 'object' && process.getBuiltinModule) {
  start(process.getBuiltinModule('node:worker_threads').workerData)
} else {
  onmessage = ({ data }) => start(data)
}
` as const
