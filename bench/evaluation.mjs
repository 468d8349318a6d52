// Curves and figures of scores against scikit-learn's: the same rows, each call in a process of its own, in turn. CPU
// and wall time are those of the call alone, data loaded; the figures of both sides must agree to 1e-12.
//
//   npm run build && node bench/evaluation.mjs [--rows 10000000] [--repeat 3] [--check]
//
// `even`: scores between 0 and 1, 2 % positive; `rounded`: the same to three digits; `skewed`: most near 0, as those of
// a good model for a rare class. Ratios are peer / evenkeel, to reach 3. `bootstrap` has no peer: intervals of all
// fourteen figures of 100,000 rows from 1,000 resamples, to take less than 2 s.
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bench, describeSetting, measure, median, peersPython } from './processes.mjs'

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000000' },
    repeat: { type: 'string', default: '3' },
    check: { type: 'boolean', default: false },
  },
})
const python = peersPython()
const ours = join(bench, 'evaluation-ours.mjs')
const peer = join(bench, 'evaluation-peer.py')
const folder = join(tmpdir(), 'evenkeel-evaluation')
mkdirSync(folder, { recursive: true })
console.log(`${describeSetting(python)}\n`)
console.log('| scores | call | CPU s | peer | ratio | wall s | peer | ratio | peak MiB | peer |')
console.log('|---|---|--:|--:|--:|--:|--:|--:|--:|--:|')
for (const scores of ['even', 'rounded', 'skewed']) {
  await measure(python, [peer, 'prepare', scores, folder, options.rows])
  for (const call of ['averagePrecision', 'precisionRecallCurve', 'rocAuc']) await compare(scores, call)
}
const runs = []
for (let turn = 0; turn < Number(options.repeat); turn++) {
  const { printed } = await measure(process.execPath, [ours, 'bootstrap', '', folder])
  runs.push(JSON.parse(printed))
}
const [cpu, wall] = ['cpu', 'wall'].map((field) => median(runs.map((one) => one[field])))
console.log(`\nbootstrap: ${cpu.toFixed(2)} s of CPU, ${wall.toFixed(2)} s of wall time`)
if (options.check && wall > 2) process.exitCode = 1

async function compare(scores, call) {
  const sides = [
    { command: process.execPath, arguments: [ours, call, scores, folder], runs: [] },
    { command: python, arguments: [peer, call, scores, folder], runs: [] },
  ]
  for (let turn = 0; turn < Number(options.repeat); turn++) {
    for (const side of sides) {
      const { printed, memory } = await measure(side.command, side.arguments)
      side.runs.push({ ...JSON.parse(printed), memory })
    }
  }
  const figures = sides.map((side) => side.runs[0].figure)
  if (Math.abs(figures[0] - figures[1]) > 1e-12) throw new Error(`${scores} ${call}: ${figures.join(' is not ')}`)
  const of = (side, field) => median(sides[side].runs.map((one) => one[field]))
  const ratio = (field) => of(1, field) / of(0, field)
  if (options.check && call !== 'rocAuc' && ratio('wall') < 3) process.exitCode = 1
  const cells = ['cpu', 'wall'].flatMap((field) =>
    [of(0, field), of(1, field), ratio(field)].map((value) => value.toFixed(2)),
  )
  const memory = [of(0, 'memory'), of(1, 'memory')].map((value) => value.toFixed(0))
  console.log(`| ${[scores, call, ...cells, ...memory].join(' | ')} |`)
}
