import {
  type Classifier,
  type Context,
  type FitSettings,
  type FittedClassifier,
  type Labels,
  type Matrix,
  type OptionsSchema,
  parseOptions,
  type SavedModel,
  type SparseMatrix,
  type z,
} from '../core/index.ts'
import {
  type AcceptedCells,
  type ClassificationTask,
  classifiers,
  defineClassifier,
  type LoadableUnits,
} from '../models/index.ts'
import { answerOf } from './answer-of.ts'
import { envelopeOf, isFull, requireSameShape } from './more-members.ts'
import { type Filled, type HandedIn, setAside } from './set-aside.ts'

/** What `fit` of an ensemble may be told beside the data. */
export interface EnsembleSettings extends FitSettings {
  /**
   * A fitted ensemble of the same kind whose members are kept, so that only those that `nEstimators` counts beyond them
   * are fitted. With the same rows, options and seed the result is, bit for bit, what fitting all at once gives; with
   * other rows the new members alone have learned from them. `OptionError` where another option than `nEstimators`
   * differs, where it has more members than are wanted, or where members are not independent of one another
   * (`rusBoost`, `selfPacedEnsemble`, `balanceCascade`).
   */
  readonly from?: FittedClassifier | undefined
}

/** Makes an ensemble from its options; as the factory of a classifier, and it takes more than data. */
export interface EnsembleFactory<S extends OptionsSchema = OptionsSchema, Fitted = FittedClassifier> {
  (options?: Filled<z.input<S>>): Ensemble<Filled<Readonly<z.output<S>>>, Fitted>
  readonly unitName: string
  readonly optionsSchema: S
  /** What it accepts without options; with an `estimator` that accepts more, so does the ensemble. */
  readonly accepts: AcceptedCells
  readonly mostClasses: number
  /** `known` are the units that may be members, by default `classifiers`. */
  load(saved: SavedModel, known?: LoadableUnits): Fitted
}

/** An ensemble with its options. Fitting leaves it, and the data, unchanged. */
export interface Ensemble<Options, Fitted> extends Classifier {
  readonly options: Options & Readonly<Record<string, unknown>>
  fit(
    X: Matrix<'train'> | SparseMatrix<'train'>,
    y: Labels<'train'>,
    settings?: EnsembleSettings,
    context?: Context,
  ): Promise<Fitted & FittedClassifier>
}

interface Learned {
  predict(X: Matrix | SparseMatrix): Float64Array
}

interface Definition<S extends OptionsSchema, State, L extends Learned> {
  readonly name: string
  readonly options: S
  /** How many members there are, where they are independent of one another, so that a fitted one can be given more. */
  readonly grows?: (state: State) => number
  /** Checks what the declaration cannot. */
  check?(options: Filled<Readonly<z.output<S>>>): void
  /** The cells that it can use as they are, where that depends on its options. */
  accepts?(options: Filled<Readonly<z.output<S>>>): AcceptedCells
  /** Gives plain JSON. `before` is what another fit of it has learned from rows of the same classes and columns. */
  learn(
    task: ClassificationTask,
    options: Filled<Readonly<z.output<S>>>,
    before: State | undefined,
    context: Context,
  ): Promise<State>
  /** Called after `fit` and after `load` alike. `known` are the units that may be members. */
  restore(state: State, classCount: number, known: LoadableUnits): L
}

/**
 * Defines a family of ensembles: classifiers that the library can hand functions, samplers and classifiers that are
 * made already in place of data, and whose fitted models can be given more members. A saved model is plain data all the
 * same: of what was handed in it keeps name and options, and of a strategy the rows that it wanted of all that were
 * given.
 */
export function defineEnsemble<S extends OptionsSchema, State, L extends Learned>(
  definition: Definition<S, State, L>,
): EnsembleFactory<S, FittedClassifier & Readonly<Omit<L, 'predict'>>> {
  const { name, options: schema, grows } = definition
  type Options = Filled<Readonly<z.output<S>>>

  function build(
    handed: HandedIn,
    accepts: AcceptedCells | undefined,
    learn: (task: ClassificationTask, options: Options, context: Context) => Promise<State>,
    known: LoadableUnits = classifiers,
  ) {
    return defineClassifier({
      name,
      options: schema,
      ...(accepts ? { accepts } : {}),
      learn: (task, options, context) => learn(task, { ...options, ...handed } as Options, context),
      restore: (state: State, classCount) => definition.restore(state, classCount, known),
    })
  }

  function make(input?: Filled<z.input<S>>) {
    const { data, handed } = setAside(name, schema, input)
    const parsed = parseOptions(name, schema, data)
    const full = { ...parsed, ...handed } as Options
    definition.check?.(full)
    const { samplingStrategy } = handed
    const options = Object.freeze(samplingStrategy ? { ...parsed, samplingStrategy } : parsed)

    async function fit(
      X: Matrix<'train'> | SparseMatrix<'train'>,
      y: Labels<'train'>,
      { from, ...settings }: EnsembleSettings = {},
      context: Context = {},
    ) {
      const before = from && envelopeOf<State>(name, from, parsed, handed, grows !== undefined)
      let answer: Readonly<Record<string, number>> | undefined
      const unit = build(handed, definition.accepts?.(full), async (task, own, within) => {
        if (before) requireSameShape(name, before, task)
        if (samplingStrategy) answer = answerOf(name, samplingStrategy, task)
        if (before && isFull(name, grows!(before.learned), own)) return before.learned
        return definition.learn(task, own, before?.learned, within)
      })
      const model = await unit(data as z.input<S>).fit(X, y, settings, context)
      if (!answer) return model
      const plain = { ...parsed, samplingStrategy: answer }
      return Object.freeze({ ...model, save: () => ({ ...model.save(), options: plain as SavedModel['options'] }) })
    }
    return Object.freeze({ name, options: options as Options & Readonly<Record<string, unknown>>, fit })
  }

  const refuse = () => Promise.reject(new Error(`${name}: this one is made to load.`))
  const plain = build({}, undefined, refuse)

  function load(saved: SavedModel, known?: LoadableUnits) {
    if (saved.name !== name) return plain.load(saved)
    const options = parseOptions(name, schema, saved.options) as Options
    return build({}, definition.accepts?.(options), refuse, known).load(saved)
  }
  const { unitName, optionsSchema, accepts, mostClasses } = plain
  return Object.assign(make, { unitName, optionsSchema, accepts, mostClasses, load })
}
