import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** How a candidate did on one fold; `seen` is known in the first repeat alone. */
export interface FoldFigures {
  readonly held: number
  readonly averagePrecision: number
  readonly seen?: number
}

type Entry = FoldFigures | { readonly failure: string }

/** The figures that a search has come to so far, on disk, so that a run that was stopped goes on where it was. */
export interface Journal {
  /** How many fits it knew when it was opened. */
  readonly remembered: number
  read(candidate: string, fold: number): Entry | undefined
  write(candidate: string, fold: number, figures: Entry): Promise<void>
  /** Takes the file away, once the run has been written. */
  remove(): Promise<void>
}

/**
 * Opens the journal at `path`. It goes on only where `about`, all that the figures depend on, is what it was; else it
 * begins anew. One JSON object a line; a last line that was cut off is left out.
 */
export async function openJournal(path: string, about: string): Promise<Journal> {
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n')
  const known = new Map<string, Entry>()
  const goesOn = parse(lines[0]!)?.['about'] === about
  if (goesOn) {
    for (const line of lines.slice(1)) {
      const entry = parse(line)
      if (entry) known.set(keyOf(String(entry['candidate']), Number(entry['fold'])), numbersOf(entry))
    }
  } else {
    await rm(path, { force: true })
  }
  let begun = goesOn
  async function begin(): Promise<void> {
    if (begun) return
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, JSON.stringify({ about }))
    begun = true
  }
  return {
    remembered: known.size,
    read: (candidate, fold) => known.get(keyOf(candidate, fold)),
    async write(candidate, fold, figures) {
      await begin()
      // The newline comes first: the line before may have been cut off.
      const line = JSON.stringify({ candidate, fold, ...figures }, (_, one) => (Number.isNaN(one) ? 'NaN' : one))
      await appendFile(path, `\n${line}`)
    },
    remove: () => rm(path, { force: true }),
  }
}

function keyOf(candidate: string, fold: number): string {
  return `${fold} ${candidate}`
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return undefined
  }
}

function numbersOf({ failure, held, averagePrecision, seen }: Record<string, unknown>): Entry {
  if (failure !== undefined) return { failure: String(failure) }
  return {
    held: Number(held),
    averagePrecision: Number(averagePrecision),
    ...(seen !== undefined && { seen: Number(seen) }),
  }
}
