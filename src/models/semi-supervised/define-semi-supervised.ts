import {
  type ClassName,
  type Context,
  columnCountOf,
  DataError,
  type FitSettings,
  type FittedClassifier,
  type Labels,
  type Matrix,
  parseOptions,
  refuseToLearn,
  type SavedModel,
  type SparseMatrix,
  type z,
} from '../../core/index.ts'
import { checkFinite, checkRows, checkWidth } from '../check-input.ts'
import type { LoadableUnits } from '../load-model.ts'
import { checkUnlabeled } from './check-unlabeled.ts'
import { type PseudoLabels, packPseudoLabels, type SavedPseudoLabels, unpackPseudoLabels } from './pseudo-labels.ts'

/** What a semi-supervised learner may be told beside the labeled rows. */
export interface SemiSupervisedSettings extends FitSettings {
  /** Rows without labels, encoded as the labeled ones; none by default. */
  readonly unlabeled?: Matrix<'train'> | SparseMatrix<'train'> | undefined
}

/** What was learned from labeled and unlabeled rows. */
export interface FittedSemiSupervised extends FittedClassifier {
  /** Which unlabeled rows were learned from, as what. */
  readonly pseudoLabels: PseudoLabels
}

/** A learner of labeled and unlabeled rows; without unlabeled ones it is a classifier as any other. */
export interface SemiSupervisedClassifier<Fitted = FittedSemiSupervised, Options = unknown> {
  readonly name: string
  readonly options: Options & Readonly<Record<string, unknown>>
  /** `y` names the classes of the rows of `X`; `unlabeled` rows must not be held out for validation or test. */
  fit(
    X: Matrix<'train'> | SparseMatrix<'train'>,
    y: Labels<'train'>,
    settings?: SemiSupervisedSettings,
    context?: Context,
  ): Promise<Fitted & FittedSemiSupervised>
}

/** Checked data: parts, rows, columns and weights fit each other. */
export interface SemiSupervisedTask {
  readonly X: Matrix | SparseMatrix
  readonly y: Labels
  readonly unlabeled: Matrix | SparseMatrix | undefined
  readonly sampleWeight: Float64Array
}

interface Learned<State, R> {
  readonly state: State
  /** What `restore` would give for `state`, where it is at hand; it may then hold units that `load` must be told of. */
  readonly restored?: R
  readonly pseudoLabels: PseudoLabels
}

interface Restored {
  /** Row-major, `rows × classes`. */
  predict(X: Matrix | SparseMatrix): Float64Array
}

interface Definition<S extends z.ZodObject, State, R extends Restored> {
  readonly name: string
  readonly options: S
  /** Checks what the declaration cannot. */
  check?(options: Readonly<z.output<S>>): void
  /** Options as plain JSON, where a library option holds more than that. */
  plain?(options: Readonly<z.output<S>>): Readonly<Record<string, unknown>>
  /** Gives plain JSON. */
  learn(task: SemiSupervisedTask, options: Readonly<z.output<S>>, context: Context): Promise<Learned<State, R>>
  /** Called after `load`, and after a `fit` without `restored`. `known` are the units that a saved model may hold. */
  restore(state: State, classCount: number, options: Readonly<z.output<S>>, known: LoadableUnits | undefined): R
}

/** Makes a semi-supervised learner from its options; `load` restores what a fitted one has saved. */
export interface SemiSupervisedFactory<S extends z.ZodObject = z.ZodObject, Fitted = FittedSemiSupervised> {
  (options?: z.input<S>): SemiSupervisedClassifier<Fitted, Readonly<z.output<S>>>
  readonly unitName: string
  readonly optionsSchema: S
  /** `known` are the units that may stand inside the saved model, by default `classifiers`. */
  load(saved: SavedModel, known?: LoadableUnits): Fitted
}

/** What is saved beside what was learned. */
interface Envelope<State> {
  readonly classes: readonly ClassName[]
  readonly columnCount: number
  readonly pseudoLabels: SavedPseudoLabels
  readonly learned: State
}

/**
 * Defines a family of learners from labeled and unlabeled rows. What all of them share is here: options, parts of a
 * split for both, columns that must agree, weights, at least two classes, the record of pseudo-labels, saving.
 */
export function defineSemiSupervised<S extends z.ZodObject, State, R extends Restored>(
  definition: Definition<S, State, R>,
): SemiSupervisedFactory<S, FittedSemiSupervised & Readonly<Omit<R, 'predict'>>> {
  const { name, options: schema } = definition
  type Options = Readonly<z.output<S>>

  function fitted(
    envelope: Omit<Envelope<State>, 'pseudoLabels'>,
    pseudoLabels: PseudoLabels,
    options: Options,
    restored: R,
  ) {
    const { classes, columnCount, learned } = envelope
    const { predict, ...methods } = restored
    return Object.freeze({
      ...methods,
      name,
      classes,
      pseudoLabels,
      predictProba(X: Matrix | SparseMatrix): Float64Array {
        checkWidth(name, X, columnCount)
        checkFinite(name, X, true)
        return predict(X)
      },
      save(): SavedModel {
        const plain = definition.plain?.(options) ?? options
        const state = { classes, columnCount, pseudoLabels: packPseudoLabels(pseudoLabels), learned }
        return { format: 'evenkeel-model', version: 1, name, options: plain as SavedModel['options'], state }
      },
    })
  }

  async function train(
    options: Options,
    X: Matrix<'train'> | SparseMatrix<'train'>,
    y: Labels<'train'>,
    { sampleWeight, unlabeled }: SemiSupervisedSettings,
    context: Context,
  ) {
    context.signal?.throwIfAborted()
    refuseToLearn(name, X)
    refuseToLearn(name, y)
    checkRows(name, X, y, sampleWeight)
    if (unlabeled) checkUnlabeled(name, X, unlabeled)
    const weights = sampleWeight ?? new Float64Array(X.rowCount).fill(1)
    refuseOneClass(name, y, weights)
    const task = { X, y, unlabeled: unlabeled?.rowCount ? unlabeled : undefined, sampleWeight: weights }
    const { state, pseudoLabels, restored } = await definition.learn(task, options, context)
    context.signal?.throwIfAborted()
    const envelope = { classes: y.classes, columnCount: columnCountOf(X), learned: state }
    const ready = restored ?? definition.restore(state, y.classes.length, options, undefined)
    return fitted(envelope, Object.freeze(pseudoLabels), options, ready)
  }

  function factory(input?: z.input<S>) {
    const options: Options = parseOptions(name, schema, input)
    definition.check?.(options)
    return Object.freeze({
      name,
      options: options as Options & Readonly<Record<string, unknown>>,
      fit: (
        X: Matrix<'train'> | SparseMatrix<'train'>,
        y: Labels<'train'>,
        settings: SemiSupervisedSettings = {},
        context: Context = {},
      ) => train(options, X, y, settings, context),
    })
  }

  function load(saved: SavedModel, known?: LoadableUnits) {
    if (saved.name !== name) throw new DataError(`${name}: this is a saved "${saved.name}".`)
    const envelope = saved.state as unknown as Envelope<State>
    const options: Options = parseOptions(name, schema, saved.options)
    const restored = definition.restore(envelope.learned, envelope.classes.length, options, known)
    return fitted(envelope, unpackPseudoLabels(envelope.pseudoLabels), options, restored)
  }
  return Object.assign(factory, { unitName: name, optionsSchema: schema, load })
}

function refuseOneClass(who: string, y: Labels, weights: Float64Array): void {
  const sums = new Float64Array(y.classes.length)
  for (let row = 0; row < weights.length; row++) sums[y.codes[row]!] = sums[y.codes[row]!]! + weights[row]!
  const present = [...sums.keys()].filter((code) => sums[code]! > 0)
  if (present.length >= 2) return
  const what =
    present.length === 1
      ? `every labeled row has the class "${y.classes[present[0]!]}"`
      : 'there is no labeled row with any weight'
  throw new DataError(
    `${who}: ${what}; at least two classes are needed, since unlabeled rows cannot bring a class that no label names. ` +
      'Label some rows of each class.',
  )
}
