import { expect } from 'vitest'

/**
 * Asserts that work, begun anew for each delay in ms, rejects with the signal's reason within 100 ms of its abort. Work
 * that is done before its abort is due has nothing to answer; at least one must answer.
 */
export async function answersAborts(
  delays: readonly number[],
  work: (signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  let answered = 0
  for (const delay of delays) {
    const stop = new AbortController()
    const due = performance.now() + delay
    const timer = setTimeout(() => stop.abort(), delay)
    const failure = await work(stop.signal).then(
      () => 'finished',
      (error: unknown) => error,
    )
    clearTimeout(timer)
    if (failure === 'finished' && performance.now() < due) continue
    expect(performance.now() - due).toBeLessThan(100)
    expect(failure).toBe(stop.signal.reason)
    answered++
  }
  expect(answered).toBeGreaterThan(0)
}
