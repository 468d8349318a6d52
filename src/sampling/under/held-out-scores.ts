import {
  breathe,
  type Classifier,
  type Context,
  type FittedClassifier,
  type Labels,
  takeLabels,
  within,
} from '../../core/index.ts'
import type { AnyMatrix } from '../sampler.ts'
import { stackRows } from '../stack-rows.ts'

const rowsPerSlice = 2048

/** For each row the probability that a classifier which has not seen its fold gives to its class. */
export async function heldOutScores(
  classifier: Classifier,
  X: AnyMatrix,
  y: Labels<'train'>,
  foldOf: Int32Array,
  folds: number,
  context: Context,
): Promise<Float64Array> {
  const scores = new Float64Array(foldOf.length)
  const everyRow = Int32Array.from(foldOf.keys())
  for (let fold = 0; fold < folds; fold++) {
    await breathe(context, { stage: 'folds', done: fold, total: folds })
    const seen = everyRow.filter((row) => foldOf[row] !== fold)
    const held = everyRow.filter((row) => foldOf[row] === fold)
    const known = takeLabels(y, seen)
    const only = known.codes.every((code) => code === known.codes[0]) ? known.codes[0] : undefined
    if (only !== undefined) {
      for (const row of held) scores[row] = y.codes[row] === only ? 1 : 0
      continue
    }
    const inFold = within(context, `fold ${fold + 1}`)
    const fitted = await classifier.fit(await stackRows(X, seen, 0, inFold), known, {}, inFold)
    await scoreRows(fitted, X, y, held, scores, context)
  }
  return scores
}

async function scoreRows(
  fitted: FittedClassifier,
  X: AnyMatrix,
  y: Labels,
  held: Int32Array,
  scores: Float64Array,
  context: Context,
): Promise<void> {
  const columnOf = y.classes.map((name) => fitted.classes.indexOf(name))
  const width = fitted.classes.length
  for (let start = 0; start < held.length; start += rowsPerSlice) {
    await breathe(context, { stage: 'scoring rows', done: start, total: held.length })
    const rows = held.subarray(start, start + rowsPerSlice)
    const probabilities = fitted.predictProba(await stackRows(X, rows, 0, context))
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!
      const column = columnOf[y.codes[row]!]!
      scores[row] = column < 0 ? 0 : probabilities[at * width + column]!
    }
  }
}
