// Forest, boosting and support vector machine against scikit-learn's: the same rows, the same parts, each fit in a
// process of its own, in turn. CPU and wall time are those of `fit` alone, data loaded; quality is average precision on
// the same held-out fifth.
//
//   npm run build && node bench/learners.mjs [--sets W1,adult] [--learners forest,boosting,svc,linear-svc] [--repeat 1] [--check]
//
// W1 is the workload of samplers.mjs; adult is coded: categories as one-hot for forest and machine, as codes for boosting.
// `svc` sees 20,000 rows of a set, since its cost grows with the square. Ratios are evenkeel / peer.
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bench, dataFile, describeSetting, measure, median, peersPython } from './processes.mjs'

const { values: options } = parseArgs({
  options: {
    sets: { type: 'string', default: 'W1,adult' },
    learners: { type: 'string', default: 'forest,boosting,svc,linear-svc' },
    repeat: { type: 'string', default: '1' },
    check: { type: 'boolean', default: false },
  },
})
const python = peersPython()
const peer = join(bench, 'learners-peer.py')
const folder = join(tmpdir(), 'evenkeel-learners')
mkdirSync(folder, { recursive: true })
console.log(`${describeSetting(python)}\n`)
console.log(
  '| set | learner | CPU s | peer | ratio | wall s | peer | ratio | peak MiB | peer | average precision | peer |',
)
console.log('|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|')
for (const set of options.sets.split(',')) {
  const file = set === 'adult' ? dataFile('adult.csv') : ''
  if (!existsSync(join(folder, `${set}.json`))) await measure(python, [peer, 'prepare', set, folder, file])
  for (const learner of options.learners.split(',')) await compare(set, learner)
}

async function compare(set, learner) {
  const sides = [
    { command: process.execPath, arguments: [join(bench, 'learners-ours.mjs'), set, learner, folder], runs: [] },
    { command: python, arguments: [peer, 'run', set, learner, folder], runs: [] },
  ]
  for (let turn = 0; turn < Number(options.repeat); turn++) {
    for (const side of sides) {
      const { printed, memory } = await measure(side.command, side.arguments)
      side.runs.push({ ...JSON.parse(printed), memory })
    }
  }
  const of = (side, field) => median(sides[side].runs.map((one) => one[field]))
  const ratio = (field) => of(0, field) / of(1, field)
  if (ratio('cpu') > 1.5 && options.check) process.exitCode = 1
  const cells = ['cpu', 'wall'].flatMap((field) =>
    [of(0, field), of(1, field), ratio(field)].map((value) => value.toFixed(2)),
  )
  const memory = [of(0, 'memory'), of(1, 'memory')].map((value) => value.toFixed(0))
  const quality = [of(0, 'averagePrecision'), of(1, 'averagePrecision')].map((value) => value.toFixed(4))
  console.log(`| ${[set, learner, ...cells, ...memory, ...quality].join(' | ')} |`)
}
