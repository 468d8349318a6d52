import type { WasmMemory } from './web-assembly.ts'

/** The head holds the control words and the job. */
export const headBytes = 2048

// A shared memory weighs nothing to the collector of garbage, which so lets many of them pile up. One that is done with
// is therefore lent to the next search; held weakly, so that it can still go.
const spares = new Map<boolean, WeakRef<WasmMemory>>()

/** A memory of so many bytes or more that nobody uses any more; only its head is cleared. Undefined where there is none. */
export function spareMemory(bytes: number, shared: boolean): WasmMemory | undefined {
  const memory = spares.get(shared)?.deref()
  if (!memory || memory.buffer.byteLength < bytes) return undefined
  spares.delete(shared)
  new Uint8Array(memory.buffer, 0, headBytes).fill(0)
  return memory
}

/**
 * The size to ask for where so many bytes are needed: up to a half more, so that a search that is a little larger than
 * the one before finds room in its memory. What is never touched costs nothing, but a machine may not give it: a
 * gigabyte and more is asked for as it is.
 */
export function roomFor(bytes: number): number {
  if (bytes > 2 ** 30) return bytes
  let room = 1 << 16
  while (room < bytes) room *= 2
  return bytes <= room * 0.75 ? room * 0.75 : room
}

/** Lends a memory on. No thread may be at work in it any more, and nothing may look at its buffer. */
export function lendMemory(memory: WasmMemory, shared: boolean): void {
  const before = spares.get(shared)?.deref()
  if (before && before.buffer.byteLength >= memory.buffer.byteLength) return
  spares.set(shared, new WeakRef(memory))
}
