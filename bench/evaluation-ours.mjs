// evenkeel's side of evaluation.mjs: one call; prints CPU and wall seconds and a figure as JSON.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { averagePrecision, bootstrapScores, precisionRecallCurve, rocAuc } from '../dist/evaluation/index.js'

const [call, kind, folder] = process.argv.slice(2)
let truth
let scores
if (call === 'bootstrap') drawRows(100_000)
else {
  truth = new Uint8Array(bytes('truth'))
  scores = new Float64Array(bytes('scores'))
}
const calls = {
  averagePrecision: () => averagePrecision(truth, scores),
  precisionRecallCurve: () => precisionRecallCurve(truth, scores),
  rocAuc: () => rocAuc(truth, scores),
  bootstrap: () => bootstrapScores(truth, scores, { resamples: 1000 }),
}

const cpu = process.cpuUsage()
const wall = performance.now()
const given = await calls[call]()
const { user, system } = process.cpuUsage(cpu)
const seconds = (performance.now() - wall) / 1e3
console.log(JSON.stringify({ cpu: (user + system) / 1e6, wall: seconds, figure: figureOf(given) }))

/** A curve stands for itself by its sum, which no wrong point leaves as it is. */
function figureOf(given) {
  if (typeof given === 'number') return given
  if (call === 'bootstrap') return given.averagePrecision.value
  let sum = 0
  for (let at = 0; at < given.thresholds.length; at++)
    sum += given.precision[at] * given.recall[at] * given.thresholds[at]
  return sum / given.thresholds.length
}

function bytes(what) {
  const file = readFileSync(join(folder, `${kind}.${what}`))
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)
}

function drawRows(count) {
  let state = 1
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return (state >>> 0) / 2 ** 32
  }
  truth = Uint8Array.from({ length: count }, () => (next() < 0.02 ? 1 : 0))
  scores = Float64Array.from(truth, (is) => 0.7 * (next() + next() / 2 ** 32) + 0.29 * is * next())
}
