import { encodeFloats, labels, matrix, numpyRandom, random } from '../../src/core/index.ts'
import { averagePrecision, logLoss, rocAuc } from '../../src/evaluation/index.ts'
import { kernelBuild, nearestNeighbors } from '../../src/kernels/index.ts'
import { logisticRegression } from '../../src/models/index.ts'
import { smote } from '../../src/sampling/index.ts'

/** What is computed in Node and in the page, and must come out the same, bit for bit. */
export interface Outcome {
  readonly build: ReturnType<typeof kernelBuild>
  /** Each result as text, float64 arrays in base64. */
  readonly results: Readonly<Record<string, string>>
}

/** Resamples, looks for neighbors, fits and judges, on generated data. */
export async function job(): Promise<Outcome> {
  const context = { workers: 2 }
  const rowCount = 12_000
  const width = 12
  const stream = random('browser')
  const data = stream.fork('cells').randn(rowCount * width)
  const codes = stream
    .fork('classes')
    .uniform(rowCount)
    .map((u) => (u < 0.04 ? 1 : 0))
  for (let row = 0; row < rowCount; row++) {
    if (codes[row] === 1) for (let column = 0; column < 4; column++) data[row * width + column]! += 0.7
  }
  const X = matrix(data, width)
  const y = labels(Array.from(codes, (code) => (code === 1 ? 'rare' : 'usual')))

  const neighbors = await nearestNeighbors({ data, rowCount, columnCount: width }, 5, context)
  const ours = await smote({ seed: 7 }).fitResample(X, y, context)
  const peers = await smote({ random: numpyRandom(7) }).fitResample(X, y, context)
  const model = await logisticRegression({ classWeight: 'balanced' }).fit(ours.X, ours.y, {}, context)
  const probabilities = model.predictProba(X)
  const rare = model.classes.indexOf('rare')
  const scores = Float64Array.from(codes, (_, row) => probabilities[row * 2 + rare]!)
  const figures = [averagePrecision(codes, scores), rocAuc(codes, scores), logLoss(y, probabilities)]
  const floats = {
    distances: neighbors.distances,
    neighbors: Float64Array.from(neighbors.indices),
    smote: ours.X.data,
    smoteAsPeer: peers.X.data,
    beta: numpyRandom(1).beta(0.4, 3, 1000),
    probabilities,
    figures: Float64Array.from(figures),
  }
  const results = Object.fromEntries(Object.entries(floats).map(([name, values]) => [name, encodeFloats(values)]))
  return { build: kernelBuild(), results: { ...results, model: JSON.stringify(model.save()) } }
}
