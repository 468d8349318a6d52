import { expect } from 'vitest'
import { stopwatch } from './longest-stretch.ts'

/**
 * Asserts that work, begun anew for each delay in ms, rejects with the signal's reason within 100 ms of its abort; where
 * an attempt takes longer, two more are made and one must keep the time. Work that is done before its abort has nothing
 * to answer; at least one must answer.
 */
export async function answersAborts(
  delays: readonly number[],
  work: (signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  let answered = 0
  for (const delay of delays) {
    let best = Number.POSITIVE_INFINITY
    for (let attempt = 0; attempt < 3 && best >= 100; attempt++) {
      const { late, failure, reason } = await abortAfter(delay, work)
      best = Math.min(best, late)
      if (failure === undefined) continue
      expect(failure).toBe(reason)
      answered++
    }
    expect(best).toBeLessThan(100)
  }
  expect(answered).toBeGreaterThan(0)
}

async function abortAfter(delay: number, work: (signal: AbortSignal) => Promise<unknown>) {
  const stop = new AbortController()
  const reason = new Error('enough')
  const due = performance.now() + delay
  // From the last turn of the event loop before the abort is due: work that withholds the turn is late, too.
  let sinceDue = stopwatch()
  const turns = setInterval(() => {
    if (performance.now() < due) sinceDue = stopwatch()
  }, 1)
  const timer = setTimeout(() => stop.abort(reason), delay)
  const failure = await work(stop.signal).then(
    () => undefined,
    (error: unknown) => error,
  )
  const late = Math.min(performance.now() - due, sinceDue())
  clearTimeout(timer)
  clearInterval(turns)
  return { late, failure, reason }
}
