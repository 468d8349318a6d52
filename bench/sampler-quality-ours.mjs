// evenkeel's side of sampler-quality.mjs: resamples the train part of a folder with every sampler named.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { labelsFromCodes, matrix, numberColumns, numpyRandom } from '../dist/core/index.js'
import { samplers } from '../dist/sampling/index.js'
import { samplerCases } from './sampler-cases.mjs'

const [folder, ...names] = process.argv.slice(2)
const { columns, categorical, levels } = JSON.parse(readFileSync(join(folder, 'shape.json'), 'utf8'))
const y = labelsFromCodes(new Int32Array(bytes('train.i32')), [0, 1])

for (const name of names) {
  const make = samplers[name.split(',')[0]]
  const mixed = ['smotenc', 'smoten'].includes(name)
  const X = matrix(new Float64Array(bytes('train.f64')), mixed ? coded() : columns)
  const random = 'seed' in make.optionsSchema.shape ? { random: numpyRandom(0) } : {}
  try {
    const result = await make({ ...samplerCases[name], ...random }).fitResample(X, y)
    writeFileSync(
      join(folder, `${name}.f64`),
      new Uint8Array(result.X.data.buffer, result.X.data.byteOffset, result.X.data.byteLength),
    )
    writeFileSync(join(folder, `${name}.i32`), new Uint8Array(Int32Array.from(result.y.codes).buffer))
    console.log(JSON.stringify({ name }))
  } catch (error) {
    console.log(JSON.stringify({ name, refused: error.message }))
  }
}

function bytes(name) {
  const file = readFileSync(join(folder, name))
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)
}

function coded() {
  return numberColumns(columns).map((column, index) => {
    const at = categorical.indexOf(index)
    if (at < 0) return column
    return {
      ...column,
      kind: 'category',
      categories: Array.from({ length: levels[at] }, (_, level) => String(level).padStart(3, '0')),
    }
  })
}
