// evenkeel's side of linear.mjs: one fit; prints CPU and wall seconds and the objective as JSON.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { labelsFromCodes, matrix, sparseMatrix } from '../dist/core/index.js'
import { linearSvc, logisticRegression } from '../dist/models/index.js'

const [set, learner, folder, tol] = process.argv.slice(2)
const shape = JSON.parse(readFileSync(join(folder, `${set}.json`), 'utf8'))
const values = new Float64Array(bytes('values'))
const y = labelsFromCodes(new Int32Array(bytes('labels')), [0, 1])
const X = shape.sparse
  ? sparseMatrix(new Int32Array(bytes('starts')), new Int32Array(bytes('indices')), values, shape.columns)
  : matrix(values, shape.columns)
const model =
  learner === 'svm'
    ? linearSvc({ tol: Number(tol), maxIter: 100_000, probability: false })
    : logisticRegression({ tol: Number(tol) })

const cpu = process.cpuUsage()
const wall = performance.now()
const fitted = await model.fit(X, y)
const { user, system } = process.cpuUsage(cpu)
const seconds = (performance.now() - wall) / 1e3
const scores = fitted.decisionFunction(X)
let objective = fitted.coefficients.reduce((sum, w) => sum + w * w, 0) / 2
if (learner === 'svm') objective += fitted.intercepts[0] ** 2 / 2
for (let row = 0; row < scores.length; row++) {
  const s = y.codes[row] === 1 ? scores[row] : -scores[row]
  objective += learner === 'svm' ? Math.max(0, 1 - s) ** 2 : Math.max(-s, 0) + Math.log1p(Math.exp(-Math.abs(s)))
}
const { iterations } = fitted
console.log(JSON.stringify({ cpu: (user + system) / 1e6, wall: seconds, objective, iterations }))

function bytes(kind) {
  const file = readFileSync(join(folder, `${set}.${kind}`))
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)
}
