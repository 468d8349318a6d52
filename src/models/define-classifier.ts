import {
  breathe,
  type Classifier,
  type ClassName,
  type Context,
  columnCountOf,
  DataError,
  type FitSettings,
  type FittedClassifier,
  type Labels,
  type Matrix,
  type OptionsSchema,
  parseOptions,
  refuseToLearn,
  requireLabels,
  requireMatrix,
  type SavedModel,
  type SparseMatrix,
  type z,
} from '../core/index.ts'
import { type ClassWeight, classWeights } from '../losses/index.ts'
import { checkCells, checkEncoded, checkFinite, checkRows, checkWidth } from './check-input.ts'

/** What a classifier learns from, checked: every class has weight, every cell is a number. */
export interface ClassificationTask {
  readonly X: Matrix | SparseMatrix
  /** 0 … `classCount` − 1; rows of weight 0 may have any of them. */
  readonly codes: Int32Array
  readonly classCount: number
  /** The names of the classes, by code. */
  readonly classes: readonly ClassName[]
  /** Sample weight × class weight of each row. */
  readonly weights: Float64Array
  /** The sample weight of each row alone; 1 where none were given. */
  readonly sampleWeights: Float64Array
}

/** What a fitted classifier writes itself. */
interface Learned {
  /** Row-major probabilities, `rows × classCount` of its task. */
  predict(X: Matrix | SparseMatrix): Float64Array
}

/** Which cells a classifier can use as they are; what it does not accept is refused before it learns. */
export interface AcceptedCells {
  /** NaN, for a missing cell. */
  readonly missing: boolean
  /** Codes of categories, in columns of kind `category`. */
  readonly categories: boolean
}

interface Definition<S extends OptionsSchema, State, L extends Learned> {
  readonly name: string
  readonly options: S
  /** Default: neither missing cells nor categories. */
  readonly accepts?: Partial<AcceptedCells>
  /** How many classes it can tell apart; default: any number. */
  readonly mostClasses?: number
  /** Gives plain JSON. An option called `classWeight` has been applied to `task.weights` already. */
  learn(task: ClassificationTask, options: Readonly<z.output<S>>, context: Context): Promise<State>
  /** Called after `fit` and after `load` alike, so that both predict the same bits. */
  restore(state: State, classCount: number, columnCount: number, options: Readonly<z.output<S>>): L
}

/** Makes a classifier from its options; `optionsSchema` declares them; `load` restores what a fitted one has saved. */
export interface ClassifierFactory<S extends OptionsSchema = OptionsSchema, Fitted = FittedClassifier> {
  (options?: z.input<S>): FittingClassifier<Readonly<z.output<S>>, Fitted>
  readonly unitName: string
  readonly optionsSchema: S
  readonly accepts: AcceptedCells
  /** How many classes it can tell apart; Infinity for most. */
  readonly mostClasses: number
  load(saved: SavedModel): Fitted
}

interface FittingClassifier<Options, Fitted> extends Classifier {
  readonly options: Options & Readonly<Record<string, unknown>>
  fit(
    X: Matrix<'train'> | SparseMatrix<'train'>,
    y: Labels<'train'>,
    settings?: FitSettings,
    context?: Context,
  ): Promise<Fitted & FittedClassifier>
}

/** What is saved beside what was learned. `present` are the codes of the classes that had rows. */
interface Envelope<State> {
  readonly classes: readonly ClassName[]
  readonly present: readonly number[]
  readonly columnCount: number
  readonly learned: State
}

/**
 * Defines a family of classifiers by its options, what it learns, and how it predicts. Everything that all of them
 * share is here: options, parts of a split, missing and infinite cells, weights, classes without rows (they get
 * probability 0), one class only (refused), saving.
 */
export function defineClassifier<S extends OptionsSchema, State, L extends Learned>(
  definition: Definition<S, State, L>,
): ClassifierFactory<S, FittedClassifier & Readonly<Omit<L, 'predict'>>> {
  const { name, options: schema, mostClasses = Infinity } = definition
  const accepts: AcceptedCells = Object.freeze({ missing: false, categories: false, ...definition.accepts })
  type Options = Readonly<z.output<S>>

  function fitted(envelope: Envelope<State>, options: Options) {
    const { classes, present, columnCount, learned } = envelope
    const { predict, ...methods } = definition.restore(learned, present.length, columnCount, options)
    return Object.freeze({
      ...methods,
      name,
      classes,
      predictProba(X: Matrix | SparseMatrix): Float64Array {
        requireMatrix(name, X)
        checkWidth(name, X, columnCount)
        checkFinite(name, X, accepts.missing)
        return spread(predict(X), present, classes.length)
      },
      save(): SavedModel {
        const state = { classes, present, columnCount, learned }
        return { format: 'evenkeel-model', version: 1, name, options: options as SavedModel['options'], state }
      },
    })
  }

  async function train(
    options: Options,
    X: Matrix<'train'> | SparseMatrix<'train'>,
    y: Labels<'train'>,
    { sampleWeight }: FitSettings,
    context: Context,
  ) {
    context.signal?.throwIfAborted()
    requireMatrix(name, X)
    requireLabels(name, y)
    refuseToLearn(name, X)
    refuseToLearn(name, y)
    checkRows(name, X, y, sampleWeight)
    if (!accepts.categories) checkEncoded(name, X)
    await checkCells(name, X, accepts.missing, context)
    const byClass = classWeights(y, declaredWeights(options), sampleWeight)
    const weights = new Float64Array(y.codes.length)
    for (let row = 0; row < weights.length; row++) {
      weights[row] = byClass[y.codes[row]!]! * (sampleWeight ? sampleWeight[row]! : 1)
    }
    await breathe(context)
    const present = classesWithWeight(name, y, weights)
    if (present.length > mostClasses) {
      throw new DataError(
        `${name}: there are ${present.length} classes; it can tell ${mostClasses} apart. Set one \`oneAgainstRest\` first, or use another classifier.`,
      )
    }
    const compact = new Int32Array(y.classes.length)
    for (const [place, code] of present.entries()) compact[code] = place
    const codes = y.codes.map((code) => compact[code]!)
    const classes = present.map((code) => y.classes[code]!)
    await breathe(context)
    const sampleWeights = sampleWeight ?? new Float64Array(weights.length).fill(1)
    const task = { X, codes, classCount: present.length, classes, weights, sampleWeights }
    const learned = await definition.learn(task, options, context)
    context.signal?.throwIfAborted()
    const columnCount = columnCountOf(X)
    return fitted({ classes: y.classes, present, columnCount, learned }, options)
  }

  function factory(input?: z.input<S>) {
    const options: Options = parseOptions(name, schema, input)
    return Object.freeze({
      name,
      options: options as Options & Readonly<Record<string, unknown>>,
      fit: (
        X: Matrix<'train'> | SparseMatrix<'train'>,
        y: Labels<'train'>,
        settings: FitSettings = {},
        context: Context = {},
      ) => train(options, X, y, settings, context),
    })
  }

  function load(saved: SavedModel) {
    if (saved.name !== name) throw new DataError(`${name}: this is a saved "${saved.name}".`)
    const { classes, present, learned } = (saved.state ?? {}) as Partial<Envelope<State>>
    if (!Array.isArray(classes) || !Array.isArray(present) || learned === undefined) {
      throw new DataError(`${name}: the saved model is not whole. Pass all that \`save()\` gave.`)
    }
    return fitted(saved.state as unknown as Envelope<State>, parseOptions(name, schema, saved.options))
  }
  return Object.assign(factory, { unitName: name, optionsSchema: schema, accepts, mostClasses, load })
}

/** `'balancedSubsample'` is for the learner to apply to each subset that it draws. */
function declaredWeights(options: Readonly<Record<string, unknown>>): ClassWeight {
  const declared = options['classWeight'] as ClassWeight | 'balancedSubsample' | undefined
  return declared === undefined || declared === 'balancedSubsample' ? null : declared
}

function classesWithWeight(who: string, y: Labels, weights: Float64Array): number[] {
  const sums = new Float64Array(y.classes.length)
  for (let row = 0; row < weights.length; row++) sums[y.codes[row]!]! += weights[row]!
  const present = [...sums.keys()].filter((code) => sums[code]! > 0)
  if (present.length >= 2) return present
  const only = present.length === 1 ? `every row has the class "${y.classes[present[0]!]}"` : 'no row has any weight'
  throw new DataError(`${who}: ${only}; at least two classes are needed. Add rows of another class.`)
}

function spread(probabilities: Float64Array, present: readonly number[], classCount: number): Float64Array {
  if (present.length === classCount) return probabilities
  const rows = probabilities.length / present.length
  const result = new Float64Array(rows * classCount)
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < present.length; k++) {
      result[row * classCount + present[k]!] = probabilities[row * present.length + k]!
    }
  }
  return result
}
