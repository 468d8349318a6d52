import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Thread } from './thread.ts'

/** How many threads this machine runs at once. */
export function cores(): number {
  return availableParallelism()
}

/** Whether memory can be shared between threads. */
export function sharesMemory(): boolean {
  return true
}

/** Starts a worker; `source` sees a function `serve(handle)`. */
export function startThread(source: string): Thread {
  const opening = `const { parentPort } = require('node:worker_threads')
const serve = (handle) => parentPort.on('message', (message) => parentPort.postMessage(handle(message)))
`
  const worker = new Worker(opening + source, { eval: true, execArgv: [], name: 'evenkeel-kernels' })
  worker.unref()
  return {
    post: (message) => worker.postMessage(message),
    listen(onAnswer) {
      worker.on('message', () => onAnswer(true))
      worker.on('error', () => onAnswer(false))
      worker.on('exit', () => onAnswer(false))
    },
    keepAlive: (keep) => (keep ? worker.ref() : worker.unref()),
    stop: () => void worker.terminate(),
  }
}
