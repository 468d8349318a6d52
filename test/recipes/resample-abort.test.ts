import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { random } from '../../src/core/index.ts'
import { resampleFile, resampleLabelsFile, resampleNumbersFile } from '../../src/recipes/index.ts'
import { answersAborts } from '../answers-aborts.ts'
import { workFolder } from './data.ts'

const { path: folder } = workFolder()

/** 30,000 rows: four numbers, a price, two labels and a class. */
function write(name: string, seed: number): string {
  const noise = random(seed).randn(120_000)
  const lines = Array.from({ length: 30_000 }, (_, row) => {
    const rare = row % 12 === 0
    const cells = Array.from(noise.subarray(row * 4, row * 4 + 4), (value) => value.toFixed(4))
    return `${cells.join(',')},${Math.round(100 + 10 * noise[row * 4]! + (rare ? 80 : 0))},${row % 2},${rare ? 1 : 0},${rare ? 'b' : 'a'}`
  })
  const path = join(folder, name)
  writeFileSync(path, `a,b,c,d,price,p,q,y\n${lines.join('\n')}\n`)
  return path
}

const input = write('train.csv', 1)
const test = write('test.csv', 2)
const out = join(folder, 'out.csv')

it.each([
  [
    'by a number',
    (signal: AbortSignal) =>
      resampleNumbersFile(input, out, { target: 'price', method: 'smogn', ignore: ['y'], test }, { signal }),
  ],
  [
    'by labels',
    (signal: AbortSignal) =>
      resampleLabelsFile(input, out, { labels: ['p', 'q'], method: 'mlSmote', ignore: ['y'], test }, { signal }),
  ],
  [
    'by classes, beside a test file',
    (signal: AbortSignal) => resampleFile(input, out, { target: 'y', method: 'smote', test }, { signal }),
  ],
])(
  'an abort is answered at once, and leaves nothing: %s',
  async (_, work) => {
    await answersAborts([30, 150, 300], work)
    expect(existsSync(out)).toBe(false)
    await answersAborts([50, 700, 1200], work)
  },
  120_000,
)
