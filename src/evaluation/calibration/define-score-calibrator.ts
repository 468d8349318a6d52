import { breathe, type Context, DataError } from '../../core/index.ts'
import type { AnyCalibratorName, Calibrator, FittedCalibrator, SavedCalibrator } from './calibrator.ts'
import { checkProbabilities, checkTrainingProbabilities } from './check-probabilities.ts'

/** A calibrator that maps one probability at a time; `State` is what it learns about one class. */
export interface ScoreCalibrator<State, Name extends AnyCalibratorName> {
  readonly name: Name
  /** `truth` is 1 for the rows of the class and 0 for the others. */
  fitScores(
    scores: Float64Array,
    truth: Uint8Array,
    sampleWeight: Float64Array | undefined,
    context: Context,
  ): State | Promise<State>
  mapScore(state: State, score: number): number
  pack(state: State): unknown
  unpack(packed: unknown): State
}

/**
 * Makes a calibrator of whole rows from one of single scores. Two classes: the second is mapped and the first is what
 * remains. More: each class against the rest, then divided by the row's sum, or uniform where that is 0, as
 * scikit-learn does.
 */
export function defineScoreCalibrator<State, Name extends AnyCalibratorName>(
  definition: ScoreCalibrator<State, Name>,
): {
  readonly create: () => Calibrator<Name>
  readonly load: (saved: SavedCalibrator) => FittedCalibrator<Name>
} {
  const { name } = definition
  const calibrator: Calibrator<Name> = Object.freeze({
    name,
    async fit(proba, y, sampleWeight, context = {}) {
      checkTrainingProbabilities(name, proba, y, sampleWeight)
      const classCount = y.classes.length
      const states: State[] = []
      for (let code = classCount === 2 ? 1 : 0; code < classCount; code++) {
        await breathe(context, { stage: name, done: code, total: classCount })
        const scores = column(proba, code, classCount)
        const truth = truthOf(y.codes, code)
        states.push(await definition.fitScores(scores, truth, sampleWeight, context))
      }
      return fitted(definition, states, classCount)
    },
  } satisfies Calibrator<Name>)
  return {
    create: () => calibrator,
    load: ({ state, classCount }) => {
      const { maps: packed } = state
      if (!Array.isArray(packed) || packed.length !== (classCount === 2 ? 1 : classCount)) {
        throw new DataError(`${name}: the saved calibrator does not fit its ${classCount} classes; save it again.`)
      }
      return fitted(definition, packed.map(definition.unpack), classCount)
    },
  }
}

function fitted<State, Name extends AnyCalibratorName>(
  definition: ScoreCalibrator<State, Name>,
  states: readonly State[],
  classCount: number,
): FittedCalibrator<Name> {
  const { name } = definition
  return Object.freeze({
    name,
    transform(proba) {
      checkProbabilities(name, proba, classCount)
      return classCount === 2 ? mapBinary(definition, states[0]!, proba) : mapEach(definition, states, proba)
    },
    save: () => ({
      format: 'evenkeel-calibrator',
      version: 1,
      name,
      classCount,
      state: { maps: states.map(definition.pack) },
    }),
  } satisfies FittedCalibrator<Name>)
}

function mapBinary<State>(definition: Mapping<State>, state: State, proba: Float64Array): Float64Array {
  const result = new Float64Array(proba.length)
  for (let at = 0; at < proba.length; at += 2) {
    const p = definition.mapScore(state, proba[at + 1]!)
    result[at] = 1 - p
    result[at + 1] = p
  }
  return result
}

type Mapping<State> = Pick<ScoreCalibrator<State, AnyCalibratorName>, 'mapScore'>

function mapEach<State>(definition: Mapping<State>, states: readonly State[], proba: Float64Array): Float64Array {
  const classCount = states.length
  const result = new Float64Array(proba.length)
  for (let start = 0; start < proba.length; start += classCount) {
    let sum = 0
    for (let code = 0; code < classCount; code++) {
      const p = definition.mapScore(states[code]!, proba[start + code]!)
      result[start + code] = p
      sum += p
    }
    for (let at = start; at < start + classCount; at++) result[at] = sum > 0 ? result[at]! / sum : 1 / classCount
  }
  return result
}

function truthOf(codes: Int32Array, code: number): Uint8Array {
  const truth = new Uint8Array(codes.length)
  for (let row = 0; row < truth.length; row++) truth[row] = codes[row] === code ? 1 : 0
  return truth
}

function column(proba: Float64Array, code: number, classCount: number): Float64Array {
  const scores = new Float64Array(proba.length / classCount)
  for (let row = 0; row < scores.length; row++) scores[row] = proba[row * classCount + code]!
  return scores
}
