// evenkeel's side of samplers.mjs: one call of one sampler on one workload; prints CPU and wall seconds of it,
// or of the last of several calls, as JSON.
import { openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { labelsFromCodes, matrix, numberColumns, numpyRandom } from '../dist/core/index.js'
import { samplers } from '../dist/sampling/index.js'

const [workload, folder, name, options, columnCount, calls = '1'] = process.argv.slice(2)
const width = Number(columnCount)
const sampler = name.split(',')[0]
const data = new Float64Array(read('f64').buffer)
const codes = new Int32Array(read('i32').buffer)
const X = matrix(data, columns({ smotenc: 3, smoten: width }[sampler] ?? 0))
const y = labelsFromCodes(codes, [0, 1])

const make = samplers[sampler]
for (let call = 1; call < Number(calls); call++) await resample()
const cpu = process.cpuUsage()
const wall = performance.now()
const result = await resample()
const { user, system } = process.cpuUsage(cpu)
const positives = result.y.codes.reduce((sum, code) => sum + code, 0)
const rows = result.y.codes.length
console.log(
  JSON.stringify({
    cpu: (user + system) / 1e6,
    wall: (performance.now() - wall) / 1e3,
    rows,
    positives,
    kept: rows - positives,
  }),
)

function resample() {
  const random = 'seed' in make.optionsSchema.shape ? { random: numpyRandom(0) } : {}
  return make({ ...JSON.parse(options), ...random }).fitResample(X, y)
}

/** The bytes of a file in a buffer of their own. */
function read(kind) {
  const file = openSync(join(folder, `${workload}.${kind}`))
  const bytes = new Uint8Array(
    { W1: 284_807, W2: 100_000, W3: 50_000, W4: 1_000_000 }[workload] * (kind === 'f64' ? 8 * width : 4),
  )
  for (let at = 0; at < bytes.length; ) at += readSync(file, bytes, at, bytes.length - at, null)
  return bytes
}

/** The first `coded` columns become eight levels. */
function columns(coded) {
  for (let row = 0; row < codes.length; row++) {
    for (let column = 0; column < coded; column++) {
      const cell = row * width + column
      data[cell] = Math.floor(Math.min(Math.max(data[cell] + 4, 0), 7.99))
    }
  }
  const levels = Array.from({ length: 8 }, (_, level) => `${level}`)
  return numberColumns(width).map((column, index) =>
    index < coded ? { ...column, kind: 'category', categories: levels } : column,
  )
}
