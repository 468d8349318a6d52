import { breathe, type Context } from '../core/index.ts'
import { recruit } from './pool.ts'
import { type WasmMemory, type WasmModule, webAssembly } from './web-assembly.ts'

/** What every kernel that works block by block exports. */
export interface BlockKernel {
  /** Reads the job from the memory; each thread has a number and with it scratch memory of its own. */
  open(thread: number): void
  begin(block: number): void
  /** Goes on with the block for about `budget` multiplications; 1 when it is complete. */
  advance(budget: number): number
}

/** A job whose blocks may be done in any order by any thread. */
export interface BlockJob {
  readonly module: WasmModule
  readonly memory: WasmMemory
  readonly stage: string
  readonly blockCount: number
  /** The address of one byte a block, 1 when it is complete. */
  readonly completed: number
  readonly threads: number
  /** Whether another job follows in the same memory: no helper of this one may then still be on its way. */
  readonly another?: boolean
  /** Where the job is one of several that make up the work: the share that was done before, and its own. */
  readonly progress?: { readonly before: number; readonly share: number }
}

// The head of the memory: whether to stop, and the next block to be done.
const stopped = 0
const next = 1

/** About 3 ms of work: between two slices a thread looks whether it should stop. */
const budget = 1e7

const helperSource = `
serve(({ module, memory, blockCount, completed, thread, budget }) => {
  const kernel = new WebAssembly.Instance(module, { env: { memory, abort() {} } }).exports
  const control = new Int32Array(memory.buffer, 0, 2)
  const marks = new Uint8Array(memory.buffer, completed, blockCount)
  kernel.open(thread)
  for (let block; (block = Atomics.add(control, 1, 1)) < blockCount; ) {
    kernel.begin(block)
    while (!kernel.advance(budget)) if (Atomics.load(control, 0)) return
    Atomics.store(marks, block, 1)
  }
})
`

/** An instance of the kernels on a memory. */
export function instantiate<Kernel>(module: WasmModule, memory: WasmMemory): Kernel {
  return new webAssembly!.Instance(module, { env: { memory, abort() {} } }).exports as Kernel
}

/**
 * Does all blocks: the calling thread in short slices, so that it stays alive, and helpers beside it where memory is
 * shared. Rejects within milliseconds when the context is aborted; the helpers then stop by themselves.
 */
export async function doBlocks(kernel: BlockKernel, job: BlockJob, context: Context): Promise<void> {
  const { module, memory, stage, blockCount, completed, threads } = job
  const { before, share } = job.progress ?? { before: 0, share: 1 }
  const total = blockCount / share
  const control = new Int32Array(memory.buffer, 0, 2)
  const marks = new Uint8Array(memory.buffer, completed, blockCount)
  Atomics.store(control, stopped, 0)
  Atomics.store(control, next, 0)
  marks.fill(0)
  const helpers = threads > 1 ? recruit(Math.min(threads, blockCount) - 1, helperSource) : []
  const helping = helpers.map((helper, index) =>
    helper.help({ module, memory, blockCount, completed, thread: index + 1, budget }),
  )

  async function complete(block: number): Promise<void> {
    kernel.begin(block)
    while (!kernel.advance(budget)) await pause()
    Atomics.store(marks, block, 1)
    await pause()
  }
  function pause(): Promise<void> {
    const done = before * total + Math.min(Atomics.load(control, next), blockCount)
    return breathe(context, { stage, done, total })
  }

  try {
    for (let block = 0; ; ) {
      block = Atomics.add(control, next, 1)
      if (block >= blockCount) break
      await complete(block)
    }
    if (job.another || marks.includes(0)) await orAborted(Promise.all(helping), context.signal)
    // Should a helper have failed, its blocks are still open.
    for (let block = 0; block < blockCount; block++) if (marks[block] === 0) await complete(block)
  } finally {
    Atomics.store(control, stopped, 1)
  }
}

function orAborted(work: Promise<unknown>, signal: AbortSignal | undefined): Promise<unknown> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
