import { startThread } from '#threads'
import type { Thread } from './thread.ts'

/** A worker that waits for a message, answers it and goes back to the pool. */
export interface Helper {
  /** Resolves when the worker has answered, or has failed: what it left undone is for the caller to see. */
  help(message: unknown): Promise<void>
}

const idle: Thread[] = []
const answered = new Map<Thread, () => void>()
let alive = 0

/**
 * Up to `count` workers that are free. They are started when first needed, keep the process alive only while they
 * work, and stay for the next job.
 */
export function recruit(count: number, source: string): Helper[] {
  while (idle.length < count && alive < count) {
    const thread = tryToStart(source)
    if (!thread) break
    idle.push(thread)
  }
  return idle.splice(0, count).map((thread) => ({
    help(message) {
      const done = new Promise<void>((resolve) => answered.set(thread, resolve))
      thread.keepAlive(true)
      thread.post(message)
      return done
    },
  }))
}

function tryToStart(source: string): Thread | undefined {
  let thread: Thread
  try {
    thread = startThread(source)
  } catch {
    // A policy forbids workers: the calling thread does the work alone.
    return undefined
  }
  alive++
  thread.listen((stillAlive) => (stillAlive ? release(thread) : bury(thread)))
  return thread
}

function release(thread: Thread): void {
  thread.keepAlive(false)
  idle.push(thread)
  settle(thread)
}

function bury(thread: Thread): void {
  if (dead.has(thread)) return
  dead.add(thread)
  alive--
  const place = idle.indexOf(thread)
  if (place >= 0) idle.splice(place, 1)
  thread.stop()
  settle(thread)
}

const dead = new WeakSet<Thread>()

function settle(thread: Thread): void {
  answered.get(thread)?.()
  answered.delete(thread)
}
