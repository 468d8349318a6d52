// What each ensemble is worth beside imbalanced-learn's: the same train and test rows, both with the same options, macro-F1
// and average precision (of three classes the mean of each against the rest), and the CPU seconds of `fit`.
//
//   npm run build && node bench/ensembles.mjs [--sets mammography,three] [--seeds 5] [--cases options] [--check]
//
// --cases: `defaults` (each ensemble without options), `options` (those that change how members come about) or `all`;
// they stand in ensembles-cases.json.
// `three` is generated: 6,000 rows, ten columns, classes of 85, 12 and 3 %. The interval is Student's, 95 %, of the
// differences paired by seed. `selfPacedEnsemble` and `balanceCascade` have no peer in imbalanced-learn: their figures
// stand alone. --check makes an ensemble whose difference is below zero beyond noise exit with 1.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { studentQuantile } from '../dist/evaluation/index.js'
import { bench, dataFile, describeSetting, measure, peersPython } from './processes.mjs'

const { values: options } = parseArgs({
  options: {
    sets: { type: 'string', default: 'mammography,three' },
    seeds: { type: 'string', default: '5' },
    cases: { type: 'string', default: 'defaults' },
    check: { type: 'boolean', default: false },
  },
})
const python = peersPython()
const peer = join(bench, 'ensembles-peer.py')
const cases = JSON.parse(readFileSync(join(bench, 'ensembles-cases.json'), 'utf8')).filter(
  (one) => options.cases === 'all' || (options.cases === 'options') === 'options' in one,
)
console.log(`${describeSetting(python)}\n`)
console.log('| set | ensemble | macro-F1 | peer | difference | average precision | peer | difference | CPU s | peer |')
console.log('|---|---|--:|--:|--:|--:|--:|--:|--:|--:|')
for (const set of options.sets.split(',')) {
  const trials = new Map()
  for (let seed = 0; seed < Number(options.seeds); seed++) {
    for (const one of await trial(set, seed)) {
      if (one.refused) console.error(`${set}, seed ${seed}, ${one.name}: the peer gives up: ${one.refused}`)
      else trials.set(one.name, [...(trials.get(one.name) ?? []), one])
    }
  }
  for (const [name, seen] of trials) report(set, name, seen)
}

async function trial(set, seed) {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-ensembles-'))
  const file = set === 'mammography' ? dataFile('mammography.csv') : ''
  try {
    await measure(python, [peer, 'prepare', set, String(seed), folder, file])
    const ours = await measure(process.execPath, [
      join(bench, 'ensembles-ours.mjs'),
      folder,
      String(seed),
      JSON.stringify(cases),
    ])
    const seconds = new Map(lines(ours.printed).map(({ name, cpu }) => [name, cpu]))
    const judged = await measure(python, [peer, 'judge', folder, String(seed), JSON.stringify(cases)])
    return lines(judged.printed).map((one) => ({ ...one, cpu: seconds.get(one.name) }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function lines(text) {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

function report(set, name, trials) {
  const cells = [0, 1].flatMap((figure) => {
    const own = trials.map(({ ours }) => ours[figure])
    if (!trials[0].peer) return [mean(own).toFixed(4), '', '']
    const theirs = trials.map((one) => one.peer[figure])
    const gaps = own.map((value, at) => value - theirs[at])
    const gap = mean(gaps)
    const spread = Math.sqrt(mean(gaps.map((value) => (value - gap) ** 2)) / Math.max(1, gaps.length - 1))
    const half = gaps.length > 1 ? spread * studentQuantile(0.975, gaps.length - 1) : 0
    if (gap + half < 0 && options.check) process.exitCode = 1
    const mark = gap + half < 0 ? ' lower' : gap - half > 0 ? ' higher' : ''
    return [mean(own).toFixed(4), mean(theirs).toFixed(4), `${gap.toFixed(4)} ± ${half.toFixed(4)}${mark}`]
  })
  const seconds = [trials.map(({ cpu }) => cpu), trials.flatMap(({ peerCpu }) => peerCpu ?? [])]
  const costs = seconds.map((all) => (all.length > 0 ? mean(all).toFixed(2) : ''))
  console.log(`| ${[set, name, ...cells, ...costs].join(' | ')} |`)
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
