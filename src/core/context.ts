/** How far a long task has come: `done` of `total` units of the named stage. */
export interface Progress {
  readonly stage: string
  readonly done: number
  readonly total: number
}

/** What surrounds a computation. It never changes the result. */
export interface Context {
  /** Stops the work within 100 ms; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
  /** How many threads may be used; default: as many as the machine has cores. */
  readonly workers?: number | undefined
}

const turnLength = 15
let turnStarted = 0

/**
 * Call it in every long loop. It throws when the context is aborted and, at most every 15 ms, lets the event loop
 * turn, so that timers, signals and pages stay alive.
 */
export async function breathe(context: Context = {}, progress?: Progress): Promise<void> {
  context.signal?.throwIfAborted()
  const now = performance.now()
  if (now - turnStarted < turnLength) return
  if (progress) context.onProgress?.(progress)
  await nextTurn()
  turnStarted = performance.now()
  context.signal?.throwIfAborted()
}

/** A context whose progress is told as one stage of a larger task. */
export function within(context: Context, stage: string): Context {
  const { onProgress } = context
  if (!onProgress) return context
  return { ...context, onProgress: (progress) => onProgress({ ...progress, stage: `${stage}: ${progress.stage}` }) }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve)
    else setTimeout(resolve, 0)
  })
}
