// evenkeel's side of semi-supervised.mjs: learns from the rows of a folder by each way that is named there, and writes
// what it says of the test rows.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { labelsFromCodes, matrix, sparseMatrix } from '../dist/core/index.js'
import { semiSupervised } from '../dist/models/index.js'

const [folder, ways] = process.argv.slice(2)
const { columns, classes } = JSON.parse(readFileSync(join(folder, 'shape.json'), 'utf8'))
const [X, U, test] = ['labeled', 'unlabeled', 'test'].map(rowsOf)
const y = labelsFromCodes(
  integers('labeled.codes'),
  Array.from({ length: classes }, (_, code) => code),
)

for (const [name, [unit, options]] of Object.entries(JSON.parse(ways))) {
  const start = process.cpuUsage()
  const model = await semiSupervised[unit](options).fit(X, y, { unlabeled: U })
  const { user, system } = process.cpuUsage(start)
  const said = model.predictProba(test)
  const codes = Int32Array.from({ length: test.rowCount }, (_, row) => largest(said, row * classes))
  writeFileSync(join(folder, `${name}.said`), new Uint8Array(codes.buffer))
  const truth = integers('unlabeled.codes')
  const { row, code } = model.pseudoLabels
  const right = row.reduce((sum, at, i) => sum + (truth[at] === code[i] ? 1 : 0), 0)
  console.log(JSON.stringify({ name, seconds: (user + system) / 1e6, taken: row.length, right }))
}

function largest(values, start) {
  let best = 0
  for (let k = 1; k < classes; k++) if (values[start + k] > values[start + best]) best = k
  return best
}

function rowsOf(part) {
  const starts = integers(`${part}.starts`)
  const indices = integers(`${part}.indices`)
  const data = new Float64Array(bytes(`${part}.data`))
  if (data.length <= 0.2 * (starts.length - 1) * columns) return sparseMatrix(starts, indices, data, columns)
  const cells = new Float64Array((starts.length - 1) * columns)
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let at = starts[row]; at < starts[row + 1]; at++) cells[row * columns + indices[at]] = data[at]
  }
  return matrix(cells, columns)
}

function integers(name) {
  return new Int32Array(bytes(name))
}

function bytes(name) {
  const file = readFileSync(join(folder, name))
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)
}
