import type { Progress } from '../core/index.ts'

/** A line on a terminal that says how far the work is. */
export interface ProgressBar {
  show(progress: Progress): void
  clear(): void
}

interface Terminal {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

const silent: ProgressBar = { show() {}, clear() {} }
const cells = 24
const millisecondsBetween = 80

/** Draws on a terminal and nowhere else; the line is gone when the work is done. */
export function progressBar(stream: Terminal): ProgressBar {
  if (stream.isTTY !== true) return silent
  let drawnAt = -Infinity
  return {
    show({ stage, done, total }) {
      const now = performance.now()
      if (now - drawnAt < millisecondsBetween) return
      drawnAt = now
      const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0
      const full = Math.round(share * cells)
      const bar = '━'.repeat(full) + '─'.repeat(cells - full)
      const percent = `${Math.floor(share * 100)} %`.padStart(5)
      const room = Math.max(10, (stream.columns || 80) - cells - percent.length - 4)
      stream.write(`\r\u001b[K${bar} ${percent}  ${stage.length > room ? `${stage.slice(0, room - 1)}…` : stage}`)
    },
    clear() {
      if (drawnAt > -Infinity) stream.write('\r\u001b[K')
      drawnAt = -Infinity
    },
  }
}
