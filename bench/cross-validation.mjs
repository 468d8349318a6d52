// Five-fold cross-validation of four candidates, from file to average precision: evenkeel against scikit-learn with
// imbalanced-learn. Each side is a process of its own; they run in turn. Start-up counts on both sides.
//
//   npm run build && node bench/cross-validation.mjs [--jobs adult,hate-speech] [--repeat 3] [--check]
//
// The peer runs with one job and with one a core; the faster of the two is what evenkeel is held against.
// Ratios are evenkeel / peer: below 1 evenkeel is faster, or smaller. --check makes a ratio above 1 exit with code 1.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bench, dataFile, describeSetting, measure, median, peersPython } from './processes.mjs'

const { values: options } = parseArgs({
  options: {
    jobs: { type: 'string', default: 'adult,hate-speech' },
    repeat: { type: 'string', default: '3' },
    check: { type: 'boolean', default: false },
  },
})

const python = peersPython()
const jobs = options.jobs.split(',').map((job) => ({ job, file: dataFile(`${job}.csv`) }))
console.log(describeSetting(python))
for (const { job, file } of jobs) await compare(job, file)

async function compare(job, file) {
  const peer = (count) => [python, [join(bench, 'cross-validation-peer.py'), job, file, String(count)]]
  const sides = [
    { name: 'evenkeel', command: [process.execPath, [join(bench, 'cross-validation-ours.mjs'), job, file]], runs: [] },
    { name: 'peer, 1 job', command: peer(1), runs: [] },
    { name: 'peer, all cores', command: peer(-1), runs: [] },
  ]
  for (let turn = 0; turn < Number(options.repeat); turn++) {
    for (const { command, runs } of sides) runs.push(await measure(...command))
  }
  const [ours, ...peers] = sides.map(({ name, runs }) => ({
    name,
    wall: median(runs.map(({ wall }) => wall)),
    memory: median(runs.map(({ memory }) => memory)),
    figures: JSON.parse(runs[0].printed),
  }))
  const faster = peers.reduce((best, one) => (one.wall < best.wall ? one : best))
  const ratios = { wall: ours.wall / faster.wall, memory: ours.memory / faster.memory }

  console.log(`\n${job}: median of ${options.repeat}`)
  for (const { name, wall, memory } of [ours, ...peers]) {
    console.log(`  ${name.padEnd(16)} ${wall.toFixed(2).padStart(7)} s ${memory.toFixed(0).padStart(6)} MiB`)
  }
  console.log(
    `  evenkeel / ${faster.name}: wall ${ratios.wall.toFixed(2)} ${verdict(ratios.wall)}, ` +
      `peak memory ${ratios.memory.toFixed(2)} ${verdict(ratios.memory)}`,
  )
  console.log(`  average precision    ${'evenkeel'.padStart(8)} ${'peer'.padStart(8)}   (folds are drawn apart)`)
  for (const [name, figure] of Object.entries(ours.figures)) {
    console.log(
      `    ${name.padEnd(16)} ${figure.toFixed(4).padStart(9)} ${faster.figures[name].toFixed(4).padStart(9)}`,
    )
  }
}

function verdict(ratio) {
  if (ratio <= 1) return '(holds)'
  if (options.check) process.exitCode = 1
  return Number.isNaN(ratio) ? '(not measured here)' : '(missed)'
}
