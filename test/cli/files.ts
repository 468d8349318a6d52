import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of its own for one test. */
export function scratch(): string {
  return mkdtempSync(join(tmpdir(), 'evenkeel-cli-'))
}

/** Every file below a folder with the hash of its bytes. */
export function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return Object.fromEntries(
    names
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  )
}

/** A table whose rare class lies a little apart: columns a (number), n (integer), kind (category), y (no, yes). */
export function table(rows: number, { missing = false, categories = true } = {}): string {
  let state = 7
  const next = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state / 0x7fffffff
  }
  const lines = [categories ? 'a,n,kind,y' : 'a,n,y']
  for (let row = 0; row < rows; row++) {
    const rare = row % 8 === 0
    const a = missing && row % 11 === 0 ? '' : (next() * 4 + (rare ? 2 : 0)).toFixed(4)
    const n = Math.floor(next() * 50 + (rare ? 10 : 0))
    const kind = ['red', 'green', 'blue'][Math.floor(next() * 3)]
    lines.push([a, n, ...(categories ? [kind] : []), rare ? 'yes' : 'no'].join(','))
  }
  return `${lines.join('\n')}\n`
}

export function write(folder: string, name: string, text: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
