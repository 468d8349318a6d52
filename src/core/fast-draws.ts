import { draws } from './generated/draws.ts'
import { reciprocals } from './log.ts'
import { logHead, logRest } from './log-table.ts'
import type { WordSource } from './word-source.ts'

/**
 * Draws in bulk, bit for bit those of `WordStream`. WebAssembly is compiled before it runs, where a loop of script crawls
 * until the engine has found it worth compiling; and it draws normals two at a time. Each draw begins with the word at
 * `at` of the block and returns where the next one stands.
 */
export interface FastDraws {
  /** Integers from 0 to `largest`, at least 1 and below 2^32. */
  integers(source: WordSource, at: number, largest: number, into: Int32Array | Float64Array): number
  /** `low + range × double`. */
  doubles(source: WordSource, at: number, low: number, range: number, into: Float64Array): number
  /** The first of the integers 0 … n − 1 in random order; n is at most `mostShuffled`. */
  shuffled(source: WordSource, at: number, n: number, into: Int32Array): number
  /** Draws from the standard normal distribution, an even number of them. */
  normals(source: WordSource, at: number, into: Float64Array): number
}

/** So many integers are put in order in memory that is never given back: 16 MiB. */
export const mostShuffled = 2 ** 22

/** Below so many draws the way there and back is not worth it. */
const worthwhile = 256
// As in assembly/words.ts.
const stateAt = 1024
const blockAt = 3584
const tableAt = 6144
const outAt = 28672
const outLength = 4096
const pageBytes = 65536
/** How many swaps one call makes, so that the engine finds an end of it at which better code can take over. */
const swapsPerCall = 2 ** 15

/** What assembly exports. */
interface DrawKernel {
  take(length: number, at: number): void
  position(): number
  integers(largest: number, count: number): void
  doubles(low: number, range: number, count: number): void
  count(length: number): void
  shuffle(last: number, end: number): void
  normals(pairs: number): void
}

interface WebAssemblyApi {
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  Instance: new (module: object, imports: object) => { readonly exports: unknown }
  Memory: new (limits: { initial: number }) => { readonly buffer: ArrayBuffer; grow(pages: number): number }
}

let made: FastDraws | 'none' | undefined

/** Undefined for few draws, and where WebAssembly is missing, forbidden or without vectors. */
export function fastDraws(count: number): FastDraws | undefined {
  if (count < worthwhile) return undefined
  made ??= makeFastDraws()
  return made === 'none' ? undefined : made
}

function makeFastDraws(): FastDraws | 'none' {
  const { WebAssembly } = globalThis as { WebAssembly?: WebAssemblyApi }
  if (!WebAssembly) return 'none'
  try {
    const text = atob(draws)
    const bytes = new Uint8Array(text.length)
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
    const module = new WebAssembly.Module(bytes)
    const memory = new WebAssembly.Memory({ initial: 1 })
    const kernel = new WebAssembly.Instance(module, { env: { memory } }).exports as DrawKernel
    return fastDrawsIn(kernel, memory)
  } catch {
    return 'none'
  }
}

function fastDrawsIn(kernel: DrawKernel, memory: InstanceType<WebAssemblyApi['Memory']>): FastDraws {
  const table = new Float64Array(memory.buffer, tableAt, logHead.length * 4)
  for (let i = 0; i < logHead.length; i++) {
    table[i * 4] = reciprocals[i]!
    table[i * 4 + 1] = logHead[i]!
    table[i * 4 + 2] = logRest[i]!
  }

  /** Lets a source draw in the memory, and hands it what is left. */
  function drawFrom({ state, block }: WordSource, at: number, draw: () => void): number {
    const ownState = new Uint32Array(memory.buffer, stateAt, state.length)
    const ownBlock = new Uint32Array(memory.buffer, blockAt, block.length)
    ownState.set(state)
    ownBlock.set(block)
    kernel.take(block.length, at)
    draw()
    state.set(new Uint32Array(memory.buffer, stateAt, state.length))
    block.set(new Uint32Array(memory.buffer, blockAt, block.length))
    return kernel.position()
  }

  /** Draws a piece at a time into the memory, and from there into the array. */
  function inPieces(into: Int32Array | Float64Array, out: Uint32Array | Float64Array, draw: (count: number) => void) {
    for (let start = 0; start < into.length; start += outLength) {
      const count = Math.min(outLength, into.length - start)
      draw(count)
      into.set(count < outLength ? out.subarray(0, count) : out, start)
    }
  }

  return {
    integers: (source, at, largest, into) =>
      drawFrom(source, at, () =>
        inPieces(into, new Uint32Array(memory.buffer, outAt, outLength), (count) => kernel.integers(largest, count)),
      ),

    doubles: (source, at, low, range, into) =>
      drawFrom(source, at, () =>
        inPieces(into, new Float64Array(memory.buffer, outAt, outLength), (count) => kernel.doubles(low, range, count)),
      ),

    shuffled(source, at, n, into) {
      const missing = Math.ceil((outAt + n * 4 - memory.buffer.byteLength) / pageBytes)
      if (missing > 0) memory.grow(missing)
      return drawFrom(source, at, () => {
        kernel.count(n)
        for (let last = n - 1; last > 0; last -= swapsPerCall) kernel.shuffle(last, Math.max(0, last - swapsPerCall))
        into.set(new Int32Array(memory.buffer, outAt, into.length))
      })
    },

    normals: (source, at, into) =>
      drawFrom(source, at, () =>
        inPieces(into, new Float64Array(memory.buffer, outAt, outLength), (count) => kernel.normals(count / 2)),
      ),
  }
}
