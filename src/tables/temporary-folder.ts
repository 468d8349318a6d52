import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folders = new Set<string>()

/** A folder that vanishes with `remove`, or with the process at the latest. */
export interface TemporaryFolder {
  readonly path: string
  remove(): void
}

export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'evenkeel-'))
  if (folders.size === 0) process.once('exit', removeAll)
  folders.add(path)
  return Object.freeze({
    path,
    remove() {
      folders.delete(path)
      rmSync(path, { recursive: true, force: true })
      if (folders.size === 0) process.off('exit', removeAll)
    },
  })
}

function removeAll(): void {
  for (const path of folders) rmSync(path, { recursive: true, force: true })
}
