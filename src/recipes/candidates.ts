import type { ClassName, Context, FittedClassifier, Labels, Split } from '../core/index.ts'
import { within } from '../core/index.ts'
import { logisticRegression } from '../models/index.ts'
import { type Resampled, randomOverSampler, randomUnderSampler, smote, smotenc, smoteTomek } from '../sampling/index.ts'
import { resampleMixedTomek } from './mixed-tomek.ts'
import { inClassOrder } from './predictor.ts'
import type { RecipeOptions } from './recipe.ts'
import type { ModelInput, Preparation, Task } from './task.ts'

export type CandidateName = NonNullable<RecipeOptions['candidates']>[number]

/** One way of learning: what happens to the training rows between preparation and model. */
export interface Candidate {
  readonly name: CandidateName
  readonly description: string
  readonly balancedWeights: boolean
  readonly resample:
    | ((preparation: Preparation, y: Labels<'train'>, context: Context) => Promise<Resampled<ModelInput<'train'>>>)
    | undefined
}

/** What a candidate has learned, and from which rows. */
export interface FittedCandidate {
  readonly model: FittedClassifier
  readonly resampled: Resampled<ModelInput<'train'>> | undefined
}

/** With more classes than this only weights stand beside the plain model by default: resampling would multiply the work. */
const manyClasses = 200

/** The candidates of a task, `plain` always first: it is what every other must beat. */
export function candidatesFor(task: Task, options: RecipeOptions, classCount: number): Candidate[] {
  const asked = options.candidates ?? (classCount > manyClasses ? (['weights'] as const) : defaultCandidates(task))
  const names: CandidateName[] = ['plain', ...asked.filter((name) => name !== 'plain')]
  return [...new Set(names)].map((name) => candidate(name, task, options.seed))
}

/** SMOTE needs numbers, and Tomek links beside categories cost more than they bring. */
function defaultCandidates(task: Task): CandidateName[] {
  if (task.mixed === undefined) return ['weights', 'under', 'over']
  return task.mixed ? ['weights', 'under', 'over', 'smote'] : ['weights', 'under', 'over', 'smote', 'smote-tomek']
}

function candidate(name: CandidateName, task: Task, seed: number): Candidate {
  const plain = { name, balancedWeights: false, resample: undefined }
  switch (name) {
    case 'plain':
      return { ...plain, description: 'the rows as they are' }
    case 'weights':
      return { ...plain, balancedWeights: true, description: 'class weights, so that each class counts the same' }
    case 'under':
      return {
        ...plain,
        description: 'random under-sampling of the larger classes',
        resample: by(randomUnderSampler({ seed })),
      }
    case 'over':
      return {
        ...plain,
        description: 'random over-sampling of the rare classes',
        resample: by(randomOverSampler({ seed })),
      }
    case 'smote':
      return {
        ...plain,
        description: task.mixed
          ? 'SMOTENC: new rows between near ones, categories by vote'
          : 'SMOTE: new rows between near ones',
        resample: (preparation, ...given) =>
          by(isMixed(preparation.coded) ? smotenc({ seed }) : smote({ seed }))!(preparation, ...given),
      }
    case 'smote-tomek':
      return {
        ...plain,
        description: task.mixed ? 'SMOTENC, then Tomek links taken away' : 'SMOTE, then Tomek links taken away',
        resample: (preparation, ...given) =>
          isMixed(preparation.coded)
            ? resampleMixedTomek(seed, preparation, ...given)
            : by(smoteTomek({ seed }))!(preparation, ...given),
      }
  }
}

/** A fold may hold no row whose number is missing, and so no column that marks filled cells. */
function isMixed(coded: ModelInput): boolean {
  return coded.format === 'dense' && coded.columns.some(({ kind }) => kind === 'category' || kind === 'boolean')
}

/** Samplers of numbers refuse sparse rows themselves, with the remedy. */
function by(sampler: {
  fitResample(X: never, y: Labels<'train'>, context: Context): Promise<unknown>
}): Candidate['resample'] {
  return async ({ coded }, y, context) =>
    (await sampler.fitResample(coded as never, y, context)) as Resampled<ModelInput<'train'>>
}

/** Resamples, encodes and fits one candidate on what one training part was prepared to. */
export async function fitCandidate(
  candidate: Candidate,
  preparation: Preparation,
  y: Labels<'train'>,
  weight: Float64Array | undefined,
  C: number,
  context: Context,
): Promise<FittedCandidate> {
  const resampled = await candidate.resample?.(preparation, y, within(context, candidate.name))
  const X = preparation.encode(resampled?.X ?? preparation.coded)
  const learner = logisticRegression({ C, classWeight: candidate.balancedWeights ? 'balanced' : null })
  const sampleWeight = weight && resampled ? weightsAfter(resampled, weight) : weight
  const model = await learner.fit(X, resampled?.y ?? y, { sampleWeight }, within(context, candidate.name))
  return { model, resampled }
}

/** A synthetic row weighs what its first parent weighs. */
export function weightsAfter({ rows, provenance }: Resampled<ModelInput<'train'>>, weight: Float64Array): Float64Array {
  let next = 0
  return Float64Array.from(
    rows,
    (row) => weight[row >= 0 ? row : provenance.parents[provenance.parentsPerRow * next++]!]!,
  )
}

/** Probabilities of some rows, `rows × classes`, in the order of the classes of the data set. */
export function probabilities(
  model: FittedClassifier,
  preparation: Preparation,
  rows: Split,
  classes: readonly ClassName[],
): Float64Array {
  return inClassOrder(model.predictProba(preparation.input(rows)), model.classes, classes)
}
