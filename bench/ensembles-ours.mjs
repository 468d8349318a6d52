// evenkeel's side of ensembles.mjs: fits the ensembles of some cases on the train part of a folder and leaves its probabilities there.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { labelsFromCodes, matrix } from '../dist/core/index.js'
import { ensembles } from '../dist/ensembles/index.js'

const [folder, seed, cases] = process.argv.slice(2)
const { columns, classes } = JSON.parse(readFileSync(join(folder, 'shape.json'), 'utf8'))
const names = Array.from({ length: classes }, (_, code) => code)
const X = matrix(new Float64Array(bytes('train.f64')), columns)
const y = labelsFromCodes(new Int32Array(bytes('train.i32')), names)
const test = matrix(new Float64Array(bytes('test.f64')), columns)

for (const { name, options = {} } of JSON.parse(cases)) {
  const before = process.cpuUsage()
  const fitted = await ensembles[name.split(',')[0]]({ seed: Number(seed), ...options }).fit(X, y)
  const { user, system } = process.cpuUsage(before)
  writeFileSync(join(folder, `${name}.f64`), new Uint8Array(fitted.predictProba(test).buffer))
  console.log(JSON.stringify({ name, cpu: (user + system) / 1e6 }))
}

function bytes(name) {
  const file = readFileSync(join(folder, name))
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)
}
