import type { Thread } from './thread.ts'

/** What is used of the page, since the library is compiled without the types of the DOM. */
interface Page {
  readonly crossOriginIsolated?: boolean
  readonly navigator?: { readonly hardwareConcurrency?: number }
  readonly Worker: new (address: string, options: { name: string }) => PageWorker
}

interface PageWorker {
  onmessage: (() => void) | null
  onerror: ((event: { preventDefault(): void }) => void) | null
  postMessage(message: unknown): void
  terminate(): void
}

const page = globalThis as unknown as Page

/** How many threads this machine runs at once. */
export function cores(): number {
  return page.navigator?.hardwareConcurrency ?? 1
}

/** Whether memory can be shared between threads: only in pages that are isolated from other origins. */
export function sharesMemory(): boolean {
  return (
    page.crossOriginIsolated === true && typeof SharedArrayBuffer === 'function' && typeof page.Worker === 'function'
  )
}

/** Starts a worker; `source` sees a function `serve(handle)`. */
export function startThread(source: string): Thread {
  const opening = 'const serve = (handle) => { onmessage = (event) => postMessage(handle(event.data)) }\n'
  const address = URL.createObjectURL(new Blob([opening + source], { type: 'text/javascript' }))
  const worker = new page.Worker(address, { name: 'evenkeel-kernels' })
  return {
    post: (message) => worker.postMessage(message),
    listen(onAnswer) {
      worker.onmessage = () => onAnswer(true)
      worker.onerror = (event) => {
        event.preventDefault()
        onAnswer(false)
      }
    },
    keepAlive() {},
    stop() {
      worker.terminate()
      URL.revokeObjectURL(address)
    },
  }
}
