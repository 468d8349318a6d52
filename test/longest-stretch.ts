/**
 * The longest stretch of a task, in milliseconds, in which the event loop did not turn and an abort would have gone
 * unheard. A stretch counts by the lesser of clock and processor time, each of which is at least what the thread worked:
 * the clock runs on while the machine does other work, and the process's time also counts its other threads. Of a task
 * that takes 100 ms or more in a stretch, two further attempts are made and the best counts, since a collection of
 * garbage or a compilation may fall on any of them.
 */
export async function longestStretch(task: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < 3 && best >= 100; attempt++) best = Math.min(best, await longestOf(task))
  return best
}

async function longestOf(task: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let going = true
  let elapsed = stopwatch()
  function mark(): void {
    longest = Math.max(longest, elapsed())
    elapsed = stopwatch()
  }
  setImmediate(function turn() {
    mark()
    if (going) setImmediate(turn)
  })
  try {
    await task()
  } finally {
    going = false
    mark()
  }
  return longest
}

/** Begins to measure; what it returns tells the milliseconds of work since, at most, whatever else the machine does. */
export function stopwatch(): () => number {
  const clock = performance.now()
  const { user, system } = process.cpuUsage()
  return () => {
    const used = process.cpuUsage({ user, system })
    return Math.min(performance.now() - clock, (used.user + used.system) / 1000)
  }
}
