// Every sampler on four workloads, evenkeel against imbalanced-learn: each call in a process of its own, in turn.
//
//   npm run build && node bench/samplers.mjs [--workloads W1,W2,W3,W4] [--samplers smote,tomekLinks] [--cap 240]
//                                            [--calls 1] [--results FILE] [--check]
//
// CPU and wall time are those of the call, with the data loaded, JIT and WebAssembly start-up included; memory is the
// peak of the whole process. A call of less than two seconds is made five times, and the one in the middle counts.
// Ratios are peer / evenkeel for time (above 1: evenkeel is faster) and evenkeel / peer for memory. A side that takes
// longer than --cap seconds is stopped. --calls 3 makes the call three times in the process and tells the cost of the
// third, when the engine is warm; the memory is then that of all three. With --results what was measured is kept in a file, line by line, and a run that
// was cut off goes on. --check makes a missed target exit with 1.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bench, describeSetting, measure, peersPython } from './processes.mjs'
import { samplerCases } from './sampler-cases.mjs'

const columns = { W1: 30, W2: 20, W3: 100, W4: 10 }
const { values: options } = parseArgs({
  options: {
    workloads: { type: 'string', default: Object.keys(columns).join() },
    samplers: { type: 'string', default: Object.keys(samplerCases).join(';') },
    cap: { type: 'string', default: '240' },
    calls: { type: 'string', default: '1' },
    results: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
})
const python = peersPython()
const peer = join(bench, 'samplers_peer.py')
const folder = join(tmpdir(), 'evenkeel-workloads')
mkdirSync(folder, { recursive: true })
console.log(`${describeSetting(python)}\n`)
console.log('| workload | sampler | CPU s | peer | × | wall s | peer | × | peak MiB | peer | ratio | rows | peer |')
console.log('|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|')

const measured = []
for (const workload of options.workloads.split(',')) {
  if (!existsSync(join(folder, `${workload}.i32`))) await measure(python, [peer, 'generate', workload, folder])
  for (const name of options.samplers.split(options.samplers.includes(';') ? ';' : /,(?! )/)) {
    const result = remembered(workload, name) ?? (await compare(workload, name))
    measured.push(result)
    console.log(line(result))
  }
}
summarize()

async function compare(workload, name) {
  const cap = Number(options.cap)
  const arguments_ = [
    workload,
    folder,
    name,
    JSON.stringify(samplerCases[name]),
    String(columns[workload]),
    options.calls,
  ]
  const ours = await side(process.execPath, [join(bench, 'samplers-ours.mjs'), ...arguments_], cap)
  const theirs = await side(python, [peer, 'run', workload, folder, name, options.calls], cap)
  const result = { workload, name, ours, theirs }
  if (options.results) appendFileSync(options.results, `${JSON.stringify(result)}\n`)
  return result
}

/** What one process said of its call, beside the cost of the whole of it; or that it failed, or did not end. */
async function side(command, arguments_, cap) {
  const first = await once(command, arguments_, cap)
  if (!(first.cpu < 2)) return first
  const calls = [first]
  while (calls.length < 5) calls.push(await once(command, arguments_, cap))
  return calls.sort((a, b) => a.cpu - b.cpu)[2]
}

async function once(command, arguments_, cap) {
  try {
    const { printed, wall, memory } = await measure(command, arguments_, cap)
    if (printed === undefined) return { unfinished: true, memory }
    return { ...JSON.parse(printed), memory, process: wall }
  } catch (error) {
    return { failed: String(error.message).split('\n')[0] }
  }
}

function remembered(workload, name) {
  if (!options.results || !existsSync(options.results)) return undefined
  const lines = readFileSync(options.results, 'utf8').trim().split('\n').filter(Boolean)
  return lines.map((text) => JSON.parse(text)).find((one) => one.workload === workload && one.name === name)
}

function line({ workload, name, ours, theirs }) {
  const shown = (one, field) =>
    one.failed
      ? 'failed'
      : one[field] === undefined
        ? `> ${options.cap}`
        : one[field].toFixed(field === 'rows' || field === 'memory' ? 0 : 2)
  const ratio = (over, under) =>
    Number.isFinite(over / under) ? (over / under).toFixed(over / under < 10 ? 2 : 0) : '–'
  return `| ${[
    workload,
    name,
    shown(ours, 'cpu'),
    shown(theirs, 'cpu'),
    ratio(theirs.cpu, ours.cpu),
    shown(ours, 'wall'),
    shown(theirs, 'wall'),
    ratio(theirs.wall, ours.wall),
    shown(ours, 'memory'),
    shown(theirs, 'memory'),
    ratio(ours.memory, theirs.memory),
    shown(ours, 'rows'),
    shown(theirs, 'rows'),
  ].join(' | ')} |`
}

function summarize() {
  const both = measured.filter(({ ours, theirs }) => ours.cpu !== undefined && theirs.cpu !== undefined)
  const ratios = both.map(({ ours, theirs }) => theirs.cpu / ours.cpu)
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length)
  const list = (some) => some.map(({ workload, name }) => `${name} on ${workload}`).join('; ') || 'none'
  const slower = both.filter(({ ours, theirs }) => ours.cpu > theirs.cpu)
  const larger = both.filter(({ ours, theirs }) => ours.memory > theirs.memory)
  const alone = measured.filter(({ ours, theirs }) => ours.cpu !== undefined && theirs.cpu === undefined)
  const missed = measured.filter(({ ours }) => ours.cpu === undefined)
  console.log(`\ngeometric mean of CPU, peer / evenkeel, over ${both.length} pairs: ${mean.toFixed(1)}×`)
  console.log(`slower than the peer: ${list(slower)}`)
  console.log(`more memory than the peer: ${list(larger)}`)
  console.log(
    `only evenkeel ended: ${alone.map((one) => `${one.name} on ${one.workload} ${one.ours.wall.toFixed(1)} s`).join('; ') || 'none'}`,
  )
  console.log(`evenkeel did not end: ${list(missed)}`)
  if (options.check && (mean < 10 || slower.length + larger.length + missed.length > 0)) process.exitCode = 1
}
