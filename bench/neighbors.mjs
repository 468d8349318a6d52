// Exact nearest neighbors, all pairs, k = 5: evenkeel against the best of scikit-learn's brute, kd_tree and ball_tree.
// Both sides use all cores, each in a process of its own, on the same file of numbers.
//
//   npm run build && node bench/neighbors.mjs [--rows 50000] [--columns 10,30,100] [--data gm,low]
//                                            [--algorithms brute,kd_tree,ball_tree] [--repeat 1]
//
// PYTHON names the interpreter that has scikit-learn. A ratio above 1 says how many times faster evenkeel is.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const here = fileURLToPath(import.meta.url)
const python = process.env.PYTHON ?? 'python3'
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '50000' },
    columns: { type: 'string', default: '10,30,100' },
    data: { type: 'string', default: 'gm,low' },
    algorithms: { type: 'string', default: 'brute,kd_tree,ball_tree' },
    repeat: { type: 'string', default: '1' },
    ours: { type: 'string' },
  },
})

if (options.ours) await runOurs(JSON.parse(options.ours))
else compareAll()

function compareAll() {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-neighbors-'))
  try {
    for (const data of options.data.split(',')) {
      for (const columns of options.columns.split(',').map(Number)) compare(folder, data, columns)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function compare(folder, data, columns) {
  const rows = Number(options.rows)
  const file = join(folder, `${data}-${columns}.f64`)
  writeFileSync(file, new Uint8Array((data === 'gm' ? gaussianMixture : lowDimensional)(rows, columns).buffer))
  const repeats = Array.from({ length: Number(options.repeat) }, () => {
    const job = { file, rows, columns, out: join(folder, 'ours.i32') }
    const ours = JSON.parse(execFileSync(process.execPath, [here, '--ours', JSON.stringify(job)], { encoding: 'utf8' }))
    const theirs = execFileSync(
      python,
      [
        join(here, '../neighbors.py'),
        file,
        String(rows),
        String(columns),
        join(folder, 'theirs.i32'),
        options.algorithms,
      ],
      { encoding: 'utf8' },
    )
    const algorithms = theirs
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    return { ours, algorithms }
  })
  const ours = fastest(repeats.map((repeat) => repeat.ours))
  const best = fastest(repeats.flatMap((repeat) => repeat.algorithms))
  const lists = [readInt32(join(folder, 'ours.i32')), readInt32(join(folder, 'theirs.i32'))]
  const different = lists[0].reduce((sum, row, i) => sum + (row === lists[1][i] ? 0 : 1), 0)
  console.log(`${data} ${rows} × ${columns}`)
  console.log(`  evenkeel      ${seconds(ours)}  (${ours.build}, ${ours.threads} threads)`)
  for (const each of repeats.at(-1).algorithms) console.log(`  ${each.algorithm.padEnd(12)}  ${seconds(each)}`)
  console.log(
    `  ratio to ${best.algorithm}: wall ${(best.wall / ours.wall).toFixed(2)}×, CPU ${(best.cpu / ours.cpu).toFixed(2)}×; ` +
      `${different} of ${lists[0].length} neighbors differ`,
  )
}

async function runOurs({ file, rows, columns, out }) {
  const { nearestNeighbors, kernelBuild } = await import('../dist/kernels/index.js')
  const bytes = readFileSync(file)
  const data = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  const start = performance.now()
  const used = process.cpuUsage()
  const { indices } = await nearestNeighbors({ data, rowCount: rows, columnCount: columns }, 5)
  const { user, system } = process.cpuUsage(used)
  console.log(JSON.stringify({ wall: (performance.now() - start) / 1e3, cpu: (user + system) / 1e6, ...kernelBuild() }))
  writeFileSync(out, new Uint8Array(indices.buffer))
}

function gaussianMixture(rows, columns) {
  const normal = normals(1)
  const centers = Float64Array.from({ length: 20 * columns }, () => 2 * normal())
  return Float64Array.from({ length: rows * columns }, (_, i) => {
    const cluster = (Math.floor(i / columns) * 7) % 20
    return centers[cluster * columns + (i % columns)] + normal()
  })
}

/** A mixture in 8 dimensions, mapped linearly to more, with a little noise. */
function lowDimensional(rows, columns) {
  const normal = normals(2)
  const latent = gaussianMixture(rows, 8)
  const map = Float64Array.from({ length: 8 * columns }, () => normal() / Math.sqrt(8))
  return Float64Array.from({ length: rows * columns }, (_, i) => {
    const row = Math.floor(i / columns)
    let sum = 0.1 * normal()
    for (let j = 0; j < 8; j++) sum += latent[row * 8 + j] * map[j * columns + (i % columns)]
    return sum
  })
}

function normals(seed) {
  let state = seed
  function uniform() {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
}

function fastest(runs) {
  return runs.reduce((best, run) => (run.wall < best.wall ? run : best))
}

function readInt32(file) {
  const bytes = readFileSync(file)
  return new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

function seconds({ wall, cpu }) {
  return `wall ${wall.toFixed(2).padStart(7)} s  CPU ${cpu.toFixed(2).padStart(7)} s`
}
