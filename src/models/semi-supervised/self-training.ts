import type { Classifier, FittedClassifier, Matrix, SavedModel, SparseMatrix } from '../../core/index.ts'
import { checkCells } from '../check-input.ts'
import { classifiers } from '../classifiers.ts'
import { loadModel } from '../load-model.ts'
import { makeClassifier } from '../make-classifier.ts'
import { calibrateBase } from './calibrate-base.ts'
import { choiceOf } from './choose-rows.ts'
import { defineSemiSupervised } from './define-semi-supervised.ts'
import { type SelfTrainingOptions, selfTrainingOptions } from './self-training-options.ts'
import { type Stopped, trainInRounds } from './train-in-rounds.ts'

const name = 'selfTraining'

interface State {
  readonly model: SavedModel
  readonly iterations: number
  readonly stopped: Stopped
}

/**
 * Learns from labeled rows and from its own guesses about unlabeled ones: the base is fitted on the labeled rows, labels
 * the others, is fitted on both, and so on. For few labels and many rows without; with no unlabeled rows it is the base.
 *
 * By default (`quota: 'shares'`) a round gives the unlabeled rows classes in the shares that the labeled rows have, each
 * row the class that suits it best, and takes the surest of each class: a fifth in the first round, all in the fifth. So
 * a rare class is learned although the base, with few labels, is never sure of it. The labeled rows must then be a fair
 * sample; where rare rows were looked for, or labels are a handful, say in `shares` how frequent the classes really are.
 *
 * - `quota: 'crest'` takes of the rows that look like a class a share that is the larger the rarer the class; it trusts
 *   the base not to name the rare class too often, so give it a base without class weights.
 * - `criterion: 'threshold'` takes rows above a probability, and `perClassThreshold: 'flex'` lowers it for classes that
 *   are learned slowly. Both need a base whose probabilities come true; where they do not (trees, boosting on few
 *   rows, support vector machines without probabilities), `calibration` mends them from folds of the labeled rows.
 * - `criterion: 'threshold'` or `'kBest'` with `relabel: false` and `maxIter: 10` is scikit-learn's
 *   `SelfTrainingClassifier`, round by round.
 *
 * `pseudoLabels` says which row was taken for what, since which round, and how likely the model of the round before
 * found it; `model` is the base as fitted last, `iterations` the rounds, `stopped` why there were no more. The
 * probabilities are too sure, since the model has agreed with itself: calibrate them on rows with true labels.
 *
 * Not where the base is hardly better than chance, or where the unlabeled rows come from elsewhere: it then learns its
 * own mistakes. Compare with the base alone on rows held out.
 *
 * D. Yarowsky, "Unsupervised word sense disambiguation rivaling supervised methods", ACL 1995; for the rest see
 * `allocateByShares`, `crestRates`, `alignDistribution` and `flexibleThresholds`.
 */
export const selfTraining = defineSemiSupervised({
  name,
  options: selfTrainingOptions,

  check: (options) => void baseOf(options),
  plain: ({ base, ...rest }) => ({ ...rest, base: { name: base.name, options: base.options } }),

  async learn(task, options, context) {
    if (task.unlabeled) {
      await checkCells(`${name}, unlabeled rows`, task.unlabeled, takesMissing(options), context)
    }
    const choice = choiceOf(name, options, task.y, task.sampleWeight)
    const base = baseOf(options)
    const calibrator =
      options.calibration && task.unlabeled
        ? await calibrateBase(name, base, task, options.calibration, context)
        : undefined
    const { model, pseudoLabels, iterations, stopped } = await trainInRounds(
      task,
      base,
      options,
      choice,
      (proba) => calibrator?.transform(proba) ?? proba,
      context,
    )
    const state: State = { model: model.save(), iterations, stopped }
    return { state, pseudoLabels, restored: restoredFrom(model, state) }
  },

  restore: (state, _classCount, _options, known = classifiers) => restoredFrom(loadModel(state.model, known), state),
})

function restoredFrom(model: FittedClassifier, { iterations, stopped }: State) {
  return {
    model,
    iterations,
    stopped,
    predict: (X: Matrix | SparseMatrix): Float64Array => model.predictProba(X),
  }
}

function baseOf({ base }: SelfTrainingOptions): Classifier {
  return 'fit' in base ? base : makeClassifier(base)
}

/** A base that is not of the registry says itself what it refuses. */
function takesMissing({ base }: SelfTrainingOptions): boolean {
  return Object.hasOwn(classifiers, base.name)
    ? classifiers[base.name as keyof typeof classifiers].accepts.missing
    : true
}
