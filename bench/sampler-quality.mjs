// What each sampler is worth to a learner, beside the peer's: the same train part resampled by both sides, the same
// learners fitted on both (scikit-learn's logistic regression and nine nearest neighbors), the same test part.
//
//   npm run build && node bench/sampler-quality.mjs [--sets mammography,adult,german-credit,straight,moons,islands,inside,wide]
//                                                   [--seeds 10] [--samplers 'smote;adasyn'] [--check]
//                                                   [--results FILE]
//
// A cell is the mean over sets and seeds; the interval is Student's, 95 %, of the paired differences by seed and set.
// Samplers that cannot take categories meet them as codes, on both sides. --check makes a sampler whose difference is
// below zero beyond noise exit with 1. With --results each trial is kept in a file, and a run that was cut off goes on.
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { studentQuantile } from '../dist/evaluation/index.js'
import { bench, dataFile, describeSetting, measure, peersPython } from './processes.mjs'
import { samplerCases } from './sampler-cases.mjs'

const all = 'mammography,adult,german-credit,straight,moons,islands,inside,wide'
const withCategories = ['adult', 'german-credit']
const { values: options } = parseArgs({
  options: {
    sets: { type: 'string', default: all },
    seeds: { type: 'string', default: '10' },
    samplers: { type: 'string', default: Object.keys(samplerCases).join(';') },
    results: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
})
const python = peersPython()
process.env.EVENKEEL_DATA = dirname(dataFile('mammography.csv'))
const peer = join(bench, 'sampler-quality-peer.py')
const names = options.samplers.split(';')
const differences = new Map()
const refusals = new Map()

console.log(`${describeSetting(python)}\n`)
for (const set of options.sets.split(',')) {
  for (let seed = 0; seed < Number(options.seeds); seed++) {
    const outcomes = remembered(set, seed) ?? (await trial(set, seed))
    for (const { name, refused, peerRefused, ...one } of outcomes) {
      if (refused) note(name, `${set}: here ${refused}`)
      if (peerRefused) note(name, `${set}: peer ${peerRefused}`)
      if (one.ours && one.peer) differences.set(name, [...(differences.get(name) ?? []), one])
    }
  }
  console.error(`${set} done`)
}
report()

async function trial(set, seed) {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-quality-'))
  // SMOTENC needs categories beside numbers, SMOTEN categories alone.
  const fitting = names.filter((name) => name !== 'smoten' && (name !== 'smotenc' || withCategories.includes(set)))
  try {
    await measure(python, [peer, 'prepare', set, String(seed), folder])
    const ours = await measure(process.execPath, [join(bench, 'sampler-quality-ours.mjs'), folder, ...fitting])
    const judged = await measure(python, [peer, 'judge', folder, ...fitting])
    const outcomes = [...lines(ours.printed).filter(({ refused }) => refused), ...lines(judged.printed)]
    if (options.results) appendFileSync(options.results, `${JSON.stringify({ set, seed, outcomes })}\n`)
    return outcomes
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function remembered(set, seed) {
  if (!options.results || !existsSync(options.results)) return undefined
  return lines(readFileSync(options.results, 'utf8')).find((one) => one.set === set && one.seed === seed)?.outcomes
}

function lines(text) {
  return text
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

function note(name, why) {
  const known = refusals.get(name) ?? new Map()
  known.set(why, (known.get(why) ?? 0) + 1)
  refusals.set(name, known)
}

function report() {
  const columns = [
    ['linear', 0, 'macro-F1, linear'],
    ['linear', 1, 'average precision, linear'],
    ['neighbors', 0, 'macro-F1, neighbors'],
    ['neighbors', 1, 'average precision, neighbors'],
  ]
  console.log(`| sampler | trials | ${columns.map(([, , title]) => `${title}: ours, peer, difference`).join(' | ')} |`)
  console.log(`|---|--:|${columns.map(() => '---|').join('')}`)
  for (const [name, trials] of differences) {
    const cells = columns.map(([learner, figure]) => {
      const own = trials.map(({ ours }) => ours[learner][figure])
      const theirs = trials.map((one) => one.peer[learner][figure])
      const gaps = own.map((value, at) => value - theirs[at])
      const gap = mean(gaps)
      const spread = Math.sqrt(mean(gaps.map((value) => (value - gap) ** 2)) / Math.max(1, gaps.length - 1))
      const half = gaps.length > 1 ? spread * studentQuantile(0.975, gaps.length - 1) : 0
      if (gap + half < 0 && options.check) process.exitCode = 1
      const mark = gap + half < 0 ? ' lower' : gap - half > 0 ? ' higher' : ''
      return `${mean(own).toFixed(4)}, ${mean(theirs).toFixed(4)}, ${gap.toFixed(4)} ± ${half.toFixed(4)}${mark}`
    })
    console.log(`| ${name} | ${trials.length} | ${cells.join(' | ')} |`)
  }
  for (const [name, whys] of refusals) {
    for (const [why, count] of whys) console.log(`${name}, ${count} × ${why}`)
  }
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
