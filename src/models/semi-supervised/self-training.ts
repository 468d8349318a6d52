import type { Classifier, Matrix, SavedModel, SparseMatrix } from '../../core/index.ts'
import { classifiers } from '../classifiers.ts'
import { loadModel } from '../load-model.ts'
import { makeClassifier } from '../make-classifier.ts'
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
 * the others, is fitted on both, and so on.
 */
export const selfTraining = defineSemiSupervised({
  name,
  options: selfTrainingOptions,

  check: (options) => void baseOf(options),
  plain: ({ base, ...rest }) => ({ ...rest, base: { name: base.name, options: base.options } }),

  async learn(task, options, context) {
    const choice = choiceOf(name, options, task.y, task.sampleWeight)
    const { model, pseudoLabels, iterations, stopped } = await trainInRounds(
      task,
      baseOf(options),
      options,
      choice,
      context,
    )
    const state: State = { model: model.save(), iterations, stopped }
    return { state, pseudoLabels }
  },

  restore({ model: saved, iterations, stopped }, _classCount, _options, known = classifiers) {
    const model = loadModel(saved, known)
    return {
      model,
      iterations,
      stopped,
      predict: (X: Matrix | SparseMatrix): Float64Array => model.predictProba(X),
    }
  },
})

function baseOf({ base }: SelfTrainingOptions): Classifier {
  return 'fit' in base ? base : makeClassifier(base)
}
