// A short run of the built package on any Node: the same recipe must give the same bytes as before, with 1 and 2 workers.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-smoke-'))
const birds = 'node_modules/vega-datasets/data/birdstrikes.csv'
const job = [
  'run',
  birds,
  '--target',
  'Effect Amount of damage',
  '--positive',
  'Substantial',
  '--repeats',
  '1',
  '--candidates',
  'plain,smote',
  '--format',
  'csv',
]
const digests = new Set()
const runtimes = [
  ['node', '1'],
  [process.execPath, '1'],
  [process.execPath, '2'],
]
try {
  for (const [index, [node, workers]] of runtimes.entries()) {
    const out = join(folder, String(index))
    execFileSync(node, ['dist/cli/main.js', ...job, '--out', out, '--workers', workers], { stdio: 'ignore' })
    const hash = createHash('sha256')
    for (const file of ['metrics.json', 'train.balanced.csv']) hash.update(readFileSync(join(out, file)))
    digests.add(hash.digest('hex'))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
if (digests.size !== 1) throw new Error('the same recipe gave different bytes')
console.log(`smoke: the same bytes on Node ${process.version} and on the default Node, with 1 and 2 workers`)
