import {
  breathe,
  type Matrix,
  type SparseMatrix,
  sigmoid,
  takeRows,
  takeSparseRows,
  within,
  z,
} from '../../core/index.ts'
import { fitSigmoid } from '../../evaluation/index.ts'
import { type ClassificationTask, defineClassifier } from '../define-classifier.ts'
import { contentFolds } from '../svm/content-folds.ts'
import { detectorOf, detectorOption } from './detector-option.ts'
import { loadDetector } from './load-detector.ts'
import { scoreRows } from './score-rows.ts'

const name = 'anomalyClassifier'

const anomalyClassifierOptions = z.strictObject({
  detector: detectorOption,
  classWeight: z
    .union([z.literal('balanced'), z.record(z.string(), z.number().min(0))])
    .nullable()
    .default(null)
    .describe('how much rows of each class count in the probabilities: "balanced", or a number by class name'),
  seed: z.union([z.number(), z.string()]).default(0).describe('what deals the rows into folds for the probabilities'),
})

const foldCount = 5

/**
 * A detector of anomalies as a classifier of two classes, so that it can stand beside the others where the rare class
 * has very few rows. The detector learns from the rows of the common class alone (the one with more weight), and
 * what it finds strange is taken for the rare class, which thus need not be alike in itself.
 *
 * Probabilities are a sigmoid of its scores (Platt), learned from scores that detectors gave to rows which they had not
 * seen: five more are fitted, on four fifths of the common class each; equal rows share a fold. Rare rows and class weights
 * count there alone. `fittedDetector` gives the scores themselves.
 *
 * For rare rows that differ from one another, or that will look different tomorrow. Not where a few of them are known
 * and alike: on mammography.csv three of them let a balanced logistic regression find more (`bench/anomaly.mjs`),
 * so compare both. Not where rare rows lie among the common ones. Scale the columns first where the detector asks for it
 * (`oneClassSvm`). Throws `DataError` for more than two classes: use `oneAgainstRest` on the labels first.
 *
 * V. Chandola, A. Banerjee, V. Kumar, "Anomaly Detection: A Survey", ACM Computing Surveys 41, 2009, section 2.2
 * (semi-supervised detection).
 */
export const anomalyClassifier = defineClassifier({
  name,
  options: anomalyClassifierOptions,
  mostClasses: 2,

  async learn(task, options, context) {
    const { X, codes, weights, sampleWeights } = task
    const common = commonClass(task)
    const detector = detectorOf(options.detector)
    const fitOn = async (learning: Int32Array, stage: string) => {
      await breathe(context)
      const cells = rowsOf(X, learning) as Matrix<'train'>
      await breathe(context)
      return await detector.fit(cells, { sampleWeight: at(sampleWeights, learning) }, within(context, stage))
    }
    const rows = rowsWhere(weights.length, (row) => weights[row]! > 0)
    const usual = rowsWhere(weights.length, (row) => weights[row]! > 0 && codes[row] === common)
    const whole = await fitOn(usual, 'detector')
    const folds = await contentFolds(X, codes, sampleWeights, foldCount, options.seed, context)
    const values = new Float64Array(codes.length)
    for (let fold = 0; fold < foldCount; fold++) {
      const learning = usual.filter((row) => folds[row] !== fold)
      const held = rows.filter((row) => folds[row] === fold)
      // Where all rows of the common class are equal there is nothing else to learn from.
      const model = learning.length > 0 ? await fitOn(learning, `fold ${fold + 1} of ${foldCount}`) : whole
      const scores = await scoreRows(model.scoreSamples, X, held, context)
      for (const [place, row] of held.entries()) values[row] = scores[place]!
    }
    const truth = new Uint8Array(rows.length)
    for (let i = 0; i < rows.length; i++) truth[i] = codes[rows[i]!] === common ? 0 : 1
    const fitted = await fitSigmoid(at(values, rows), truth, at(weights, rows), context)
    return { common, sigmoid: fitted, detector: whole.save() }
  },

  restore({ common, sigmoid: { slope, intercept }, detector: saved }) {
    const fittedDetector = loadDetector(saved)
    return {
      /** The detector, fitted on all rows of the common class. */
      fittedDetector,
      predict(X: Matrix | SparseMatrix): Float64Array {
        const scores = fittedDetector.scoreSamples(X)
        const result = new Float64Array(X.rowCount * 2)
        for (let row = 0; row < X.rowCount; row++) {
          const rare = sigmoid(slope * scores[row]! + intercept)
          result[row * 2 + common] = 1 - rare
          result[row * 2 + 1 - common] = rare
        }
        return result
      },
    }
  },
})

function rowsOf(X: Matrix | SparseMatrix, rows: Int32Array): Matrix | SparseMatrix {
  return X.format === 'csr' ? takeSparseRows(X, rows) : takeRows(X, rows)
}

function rowsWhere(count: number, isIn: (row: number) => boolean): Int32Array {
  const rows = new Int32Array(count)
  let filled = 0
  for (let row = 0; row < count; row++) if (isIn(row)) rows[filled++] = row
  return rows.subarray(0, filled)
}

function at(values: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]!]!
  return taken
}

/** The class with more weight; the first of two equal ones. */
function commonClass({ codes, sampleWeights }: ClassificationTask): number {
  const sums = [0, 0]
  for (let row = 0; row < codes.length; row++) sums[codes[row]!]! += sampleWeights[row]!
  return sums[1]! > sums[0]! ? 1 : 0
}
