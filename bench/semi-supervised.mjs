// What unlabeled rows are worth: macro-F1 on test of self-training here, of scikit-learn's SelfTrainingClassifier and of
// the base learner alone, from the same labeled rows, the same features and the same base (logistic regression as it
// comes, without and with balanced class weights).
//
//   npm run build && node bench/semi-supervised.mjs [--sets sms-spam,clinc150,mammography,adult,german-credit]
//                                                   [--seeds 10] [--share 0.05] [--draw stratified|random] [--check]
//
// Of the peer's thresholds (and k_best) two are shown: its default, and the one with the best mean on the test parts,
// which no user could know. evenkeel runs with its defaults. Intervals are Student's, 95 %, of the paired differences by
// seed. --check makes it exit with 1 unless evenkeel is above the peer's best beyond noise on one set at least and below
// the peer's default beyond noise on none.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { studentQuantile } from '../dist/evaluation/index.js'
import { bench, dataFile, describeSetting, measure, peersPython } from './processes.mjs'

const { values: options } = parseArgs({
  options: {
    sets: { type: 'string', default: 'sms-spam,clinc150,mammography,adult,german-credit' },
    seeds: { type: 'string', default: '10' },
    share: { type: 'string', default: '0.05' },
    draw: { type: 'string', default: 'stratified' },
    check: { type: 'boolean', default: false },
  },
})
const balanced = { base: { name: 'logisticRegression', options: { classWeight: 'balanced' } } }
const ways = {
  'self-training': ['selfTraining', {}],
  'self-training, balanced': ['selfTraining', balanced],
  CReST: ['selfTraining', { quota: 'crest', alignment: 0.5 }],
  'CReST, balanced': ['selfTraining', { quota: 'crest', alignment: 0.5, ...balanced }],
  flexible: ['selfTraining', { criterion: 'threshold', perClassThreshold: 'flex' }],
  'flexible, balanced': ['selfTraining', { criterion: 'threshold', perClassThreshold: 'flex', ...balanced }],
  'label spreading': ['labelSpreading', { classMassNormalization: true }],
}
const python = peersPython()
process.env.EVENKEEL_DATA = dirname(dataFile('mammography.csv'))
const peer = join(bench, 'semi-supervised-peer.py')
let isAbove = false
let isBelow = false

console.log(`${describeSetting(python)}\n`)
console.log(
  '| set | base | supervised | peer, default | peer, its best | evenkeel | above its best | CReST+ | FlexMatch | pseudo-labels, right |',
)
console.log('|---|---|--:|--:|--:|--:|--:|--:|--:|--:|')
for (const set of options.sets.split(',')) {
  const scores = new Map()
  const taken = new Map()
  for (let seed = 0; seed < Number(options.seeds); seed++) await trial(set, seed, scores, taken)
  report(set, scores, taken)
}
if (options.check && (!isAbove || isBelow)) process.exitCode = 1

async function trial(set, seed, scores, taken) {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-semi-supervised-'))
  try {
    await measure(python, [peer, 'prepare', set, String(seed), options.share, options.draw, folder])
    const ours = await measure(process.execPath, [
      join(bench, 'semi-supervised-ours.mjs'),
      folder,
      JSON.stringify(ways),
    ])
    for (const { name, ...figures } of lines(ours.printed)) put(taken, name, figures)
    const judged = await measure(python, [peer, 'judge', folder])
    for (const { name, macroF1 } of lines(judged.printed)) put(scores, name, macroF1)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function put(into, name, value) {
  into.set(name, [...(into.get(name) ?? []), value])
}

function lines(text) {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

function report(set, scores, taken) {
  for (const suffix of ['', ', balanced']) {
    const ours = scores.get(`self-training${suffix}`)
    const peers = [...scores.keys()].filter(
      (name) => name.startsWith('peer ') && name.endsWith(', balanced') === (suffix !== ''),
    )
    const best = peers.reduce((a, b) => (mean(scores.get(b)) > mean(scores.get(a)) ? b : a))
    const against = difference(ours, scores.get(best))
    if (against.low > 0) isAbove = true
    if (difference(ours, scores.get(`peer 0.75${suffix}`)).high < 0) isBelow = true
    const labels = taken.get(`self-training${suffix}`)
    console.log(
      `| ${[
        set,
        suffix ? 'balanced' : 'plain',
        spread(scores.get(`supervised${suffix}`)),
        spread(scores.get(`peer 0.75${suffix}`)),
        `${spread(scores.get(best))} (${best.slice(5).replace(', balanced', '')})`,
        spread(ours),
        `${signed(against.mean)} (${signed(against.low)} to ${signed(against.high)})`,
        mean(scores.get(`CReST${suffix}`)).toFixed(3),
        mean(scores.get(`flexible${suffix}`)).toFixed(3),
        `${Math.round(mean(labels.map((one) => one.taken)))}, ${(100 * mean(labels.map((one) => one.right / one.taken))).toFixed(1)} %`,
      ].join(' | ')} |`,
    )
  }
  console.log(`| ${set} | label spreading | | | | ${spread(scores.get('label spreading'))} | | | | |`)
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function deviation(values) {
  const center = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / Math.max(1, values.length - 1))
}

function spread(values) {
  return `${mean(values).toFixed(3)} ± ${deviation(values).toFixed(3)}`
}

function difference(ours, theirs) {
  const pairs = ours.map((value, at) => value - theirs[at])
  const center = mean(pairs)
  const reach = (studentQuantile(0.975, pairs.length - 1) * deviation(pairs)) / Math.sqrt(pairs.length)
  return { mean: center, low: center - reach, high: center + reach }
}

function signed(value) {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`
}
