// Logistic regression and linear support vector machine against scikit-learn's, at the same objective: each side runs
// at the loosest `tol` of a ladder with which it comes within 1e-6 (relative) of what a run of ours with a tight one finds
// (column `apart`: below 0 where the peer is better than that). Each fit is in a process of its own, in turn; CPU and wall time are those of `fit` alone, data loaded.
//
//   npm run build && node bench/linear.mjs [--sets texts,pairs,W1] [--repeat 3] [--check]
//
// `texts` is TF-IDF of 100,000 messages made of the messages of sms-spam.tsv and hate-speech.csv, `pairs` the same with
// pairs of words, W1 the workload of samplers.mjs, standardized. Both sides have one thread, unless
// OMP_NUM_THREADS says otherwise. Ratios are evenkeel / peer.
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { bench, dataFile, describeSetting, measure, median, peersPython } from './processes.mjs'

const { values: options } = parseArgs({
  options: {
    sets: { type: 'string', default: 'texts,pairs,W1' },
    repeat: { type: 'string', default: '3' },
    ours: { type: 'string', default: join(bench, 'linear-ours.mjs') },
    check: { type: 'boolean', default: false },
  },
})
// Threads that wait for each other count as CPU time, ten times the work where other processes run beside them.
process.env.OMP_NUM_THREADS ??= '1'
process.env.OPENBLAS_NUM_THREADS ??= '1'
const learnersOf = { texts: ['lbfgs', 'svm'], pairs: ['lbfgs', 'svm'], W1: ['lbfgs', 'newton-cholesky', 'svm'] }
const ladder = ['1', '1e-1', '1e-2', '1e-3', '1e-4', '1e-5', '1e-6', '1e-7']
const python = peersPython()
const peer = join(bench, 'linear-peer.py')
const folder = join(tmpdir(), 'evenkeel-linear')
mkdirSync(folder, { recursive: true })
console.log(`${describeSetting(python)}\n`)
console.log('| set | peer | tol | peer | iterations | peer | CPU s | peer | ratio | wall s | peer | ratio | apart |')
console.log('|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|')
for (const set of options.sets.split(',')) {
  const data = set === 'W1' ? '' : dirname(dataFile('hate-speech.csv'))
  if (!existsSync(join(folder, `${set}.json`))) await measure(python, [peer, 'prepare', set, folder, data])
  for (const learner of learnersOf[set]) await compare(set, learner)
}

async function compare(set, learner) {
  const sides = [
    { command: process.execPath, before: [options.ours, set, learner, folder], runs: [] },
    { command: python, before: [peer, 'run', set, learner, folder], runs: [] },
  ]
  const run = async (side, tol) => JSON.parse((await measure(side.command, [...side.before, tol])).printed)
  const best = (await run(sides[0], learner === 'svm' ? '1e-7' : '1e-5')).objective
  const apart = ({ objective }) => objective / best - 1
  for (const side of sides) {
    for (side.tol of ladder) if (apart(await run(side, side.tol)) <= 1e-6) break
  }
  for (let turn = 0; turn < Number(options.repeat); turn++) {
    for (const side of sides) side.runs.push(await run(side, side.tol))
  }
  const of = (side, field) => median(sides[side].runs.map((one) => one[field]))
  const cells = ['cpu', 'wall'].flatMap((field) =>
    [of(0, field), of(1, field), of(0, field) / of(1, field)].map((value) => value.toFixed(2)),
  )
  if (of(0, 'cpu') > of(1, 'cpu') && options.check) process.exitCode = 1
  const far = sides.map((side) => apart(side.runs[0]).toExponential(1)).join(', ')
  const passes = [0, 1].map((side) => sides[side].runs[0].iterations ?? '')
  console.log(`| ${[set, learner, sides[0].tol, sides[1].tol, ...passes, ...cells, far].join(' | ')} |`)
}
