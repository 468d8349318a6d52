/**
 * The longest stretch of a task, in milliseconds of processor time, in which the event loop did not turn and an abort
 * would have gone unheard. Processor time, since the machine may have other work.
 */
export async function longestStretch(task: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let going = true
  let last = process.cpuUsage().user
  function mark(): void {
    const now = process.cpuUsage().user
    longest = Math.max(longest, now - last)
    last = now
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
  return longest / 1000
}
