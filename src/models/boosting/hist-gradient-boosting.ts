import { breathe, decodeFloats, encodeFloats, type Matrix, random, type SparseMatrix } from '../../core/index.ts'
import { lossOf } from '../../losses/index.ts'
import { type ClassificationTask, defineClassifier } from '../define-classifier.ts'
import { type BoostingRows, boost, sizesOf } from './boost.ts'
import { type HistGradientBoostingOptions, histGradientBoostingOptions } from './boosting-options.ts'
import { addScores, restoreForest, saveForest } from './forest.ts'
import { holdOut } from './hold-out.ts'
import { knownColumns, matchColumns } from './match-columns.ts'

/** From so many rows on, `earlyStopping: 'auto'` means true. */
const manyRows = 10_000

/**
 * Boosted trees on binned columns: the learner to try first on tables of mixed columns, from hundreds of rows up.
 *
 * Missing cells need no filling: each split sends them to the side where they do better. Columns of kind `category`
 * need no encoding: their levels are grouped by what they say of the target (the rarest of more than `maxBins` levels
 * together; a level unknown in training counts as missing). Booleans and dates are read as numbers. Scaling changes
 * nothing. Sparse data are accepted; they are binned column by column, zeros being cells like others.
 *
 * Equal in design to scikit-learn's `HistGradientBoostingClassifier`, and in its trees where columns have at most
 * `maxBins` distinct values and nothing is drawn. Other than there, rows of weight 0 are as if they were not there, and
 * columns of categories are read from the matrix. `loss` may be any of `losses`.
 *
 * Not for text in thousands of columns (use linear models), nor for less than about a hundred rows, since a leaf needs
 * `minSamplesLeaf` of them. With `classWeight` or a loss other than `logLoss`, calibrate the probabilities.
 *
 * `iterations` says how many rounds there were; `scores` how good the model was before the first round and after each
 * (empty without early stopping).
 *
 * G. Ke et al., "LightGBM: A Highly Efficient Gradient Boosting Decision Tree", NIPS 2017.
 */
export const histGradientBoosting = defineClassifier({
  name: 'histGradientBoosting',
  options: histGradientBoostingOptions,
  accepts: { missing: true, categories: true },

  async learn(task, options, context) {
    const source = random(options.seed)
    await breathe(context)
    const sizes = sizesOf(task)
    const names = task.classes
    const loss = lossOf(options.loss).forClasses({ names, sizes })
    await breathe(context)
    const rows = rowsOf(task, options)
    const { trees, columns, baseline, scores } = await boost(task, rows, loss, options, source, context)
    return {
      classes: names,
      sizes: encodeFloats(sizes),
      known: knownColumns(task.X),
      binCounts: columns.map(({ binCount }) => binCount),
      baseline: encodeFloats(baseline),
      forest: saveForest(trees, columns, options.learningRate),
      scores: encodeFloats(Float64Array.from(scores)),
    }
  },

  restore(state, classCount, _columnCount, options) {
    const forest = restoreForest(state.forest, state.binCounts)
    const baseline = decodeFloats(state.baseline)
    const loss = lossOf(options.loss).forClasses({ names: state.classes, sizes: decodeFloats(state.sizes) })
    const width = baseline.length

    /** Row-major: one score a row for two classes, else one a class that had rows. */
    function decisionFunction(X: Matrix | SparseMatrix): Float64Array {
      const scores = new Float64Array(X.rowCount * width)
      for (let row = 0; row < X.rowCount; row++) scores.set(baseline, row * width)
      addScores(forest, matchColumns('histGradientBoosting', X, state.known), width, scores)
      return scores
    }

    return {
      iterations: forest.roots.length / width,
      scores: decodeFloats(state.scores),
      decisionFunction,
      predict: (X: Matrix | SparseMatrix) => loss.probabilities(decisionFunction(X), classCount),
    }
  },
})

/** Rows of weight 0 are left out; some of the others may be set aside. */
function rowsOf(
  { weights, codes, classCount }: ClassificationTask,
  options: HistGradientBoostingOptions,
): BoostingRows {
  const { earlyStopping, validationFraction, seed } = options
  const rows = weighedRows(weights)
  const isJudged = earlyStopping === 'auto' ? rows.length > manyRows : earlyStopping
  if (!isJudged) return { learn: rows, judge: undefined }
  if (validationFraction === null) return { learn: rows, judge: rows }
  return holdOut(rows, codes, classCount, validationFraction, random(seed).fork('validation'))
}

function weighedRows(weights: Float64Array): Int32Array {
  const rows = new Int32Array(weights.length)
  let count = 0
  for (let row = 0; row < weights.length; row++) if (weights[row]! > 0) rows[count++] = row
  return rows.slice(0, count)
}
