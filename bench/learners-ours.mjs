// evenkeel's side of learners.mjs: one fit; prints CPU and wall seconds and average precision as JSON.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { labelsFromCodes, matrix, numberColumns, takeLabels, takeRows } from '../dist/core/index.js'
import { averagePrecision } from '../dist/evaluation/index.js'
import { histGradientBoosting, linearSvc, randomForest, svc } from '../dist/models/index.js'

const [set, learner, folder] = process.argv.slice(2)
const shape = JSON.parse(readFileSync(join(folder, `${set}.json`), 'utf8'))
const view = learner === 'boosting' ? 'coded' : 'encoded'
let X = matrix(new Float64Array(bytes(view)), view === 'coded' ? coded() : shape.encoded)
let y = labelsFromCodes(new Int32Array(bytes('labels')), [0, 1])
if (learner === 'svc') {
  // Every positive row of W1, so that there is something to find.
  const all = Array.from(y.codes.keys())
  const order =
    set === 'W1' ? [...all.filter((row) => y.codes[row] === 1), ...all.filter((row) => y.codes[row] === 0)] : all
  const rows = order.slice(0, 20_000).sort((a, b) => a - b)
  X = takeRows(X, rows)
  y = takeLabels(y, rows)
}
const rows = Array.from(y.codes.keys())
const test = rows.filter((row) => row % 5 === 0)
const train = rows.filter((row) => row % 5 !== 0)
const [trainX, trainY, testX] = [takeRows(X, train), takeLabels(y, train), takeRows(X, test)]
const model = {
  forest: () => randomForest({ nEstimators: 100 }),
  boosting: () => histGradientBoosting({ earlyStopping: false }),
  svc: () => svc({ probability: false }),
  'linear-svc': () => linearSvc(),
}[learner]()

const cpu = process.cpuUsage()
const wall = performance.now()
const fitted = await model.fit(trainX, trainY)
const { user, system } = process.cpuUsage(cpu)
const seconds = (performance.now() - wall) / 1e3
const scores = fitted.decisionFunction?.(testX) ?? fitted.predictProba(testX).filter((_, cell) => cell % 2 === 1)
console.log(
  JSON.stringify({
    cpu: (user + system) / 1e6,
    wall: seconds,
    averagePrecision: averagePrecision(takeLabels(y, test).codes, scores),
  }),
)

function bytes(kind) {
  const file = readFileSync(join(folder, `${set}.${kind}`))
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)
}

function coded() {
  return numberColumns(shape.coded).map((column, index) => {
    const at = shape.categorical.indexOf(index)
    if (at < 0) return column
    return {
      ...column,
      kind: 'category',
      categories: Array.from({ length: shape.levels[at] }, (_, level) => `${level}`),
    }
  })
}
