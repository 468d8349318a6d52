import { type Context, type Labels, type Parts, split, within, z } from '../../core/index.ts'
import { crossValidationFolds } from '../../evaluation/index.ts'
import { logisticRegression } from '../../models/index.ts'
import { type Candidate, candidatesFor } from '../candidates/candidate.ts'
import { fitCandidate, probabilities } from '../candidates/fit-candidate.ts'
import { resampleChain } from '../chains/resample-chain.ts'
import { partFigures } from '../figures/part-figures.ts'
import { type PartFigures, partFiguresSchema } from '../figures/part-figures-schema.ts'
import type { DataSet } from '../reading/data-set.ts'
import type { RecipeOptions } from '../recipe.ts'
import type { ModelInput, Task } from '../tasks/task.ts'

/** The classic mistake beside the right way. */
export const leakSchema = z.strictObject({
  method: z.string().describe('the resampling, the same on both sides'),
  wrong: partFiguresSchema.describe(
    'resampled first, then split: judged on rows whose copies or parents were learned from',
  ),
  right: partFiguresSchema.describe('split first, train alone resampled: judged on untouched test rows'),
  sentence: z.string(),
})
export type Leak = z.infer<typeof leakSchema>

/**
 * Does what many tutorials do, to show by how much it lies: resamples all rows, splits the result at random, fits on
 * four fifths and judges on the fifth. Beside it the same resampling and model, fitted on train and judged on test.
 * Nothing of it is used for anything else.
 */
export async function showLeak(
  task: Task,
  data: DataSet,
  { train, test }: Pick<Parts, 'train' | 'test'>,
  options: RecipeOptions,
  context: Context,
): Promise<Leak> {
  const inside = within(context, 'show leak')
  const candidate = resamplingCandidate(task, options, data.y.classes.length)
  const wrong = await resampledFirst(task, data, candidate, options, inside)
  const preparation = await task.prepare(train, inside)
  const fitted = await fitCandidate(candidate, preparation, train.of(data.y), undefined, options.seed, inside)
  const proba = probabilities(fitted, test, data.y.classes)
  const right = await judged(test.of(data.y), proba, options.seed, data.groups && test.of(data.groups), inside)
  return { method: candidate.name, wrong, right, sentence: sentenceOf(candidate.name, wrong, right, data.positive) }
}

/** SMOTE for tables, repeated rows for texts. */
function resamplingCandidate(task: Task, options: RecipeOptions, classCount: number): Candidate {
  const name = task.kind === 'table' ? 'smote' : 'over'
  return candidatesFor(task, { ...options, candidates: [name], chains: [] }, classCount)[1]!
}

async function resampledFirst(
  task: Task,
  data: DataSet,
  candidate: Candidate,
  options: RecipeOptions,
  context: Context,
): Promise<PartFigures> {
  const everything = split(
    'train',
    data.tableRows.map((_, row) => row),
  )
  const preparation = await task.prepare(everything, context)
  const grown = (await resampleChain(candidate.chain, preparation, everything.of(data.y), options.seed, context))!
  const X = preparation.encode(grown.X) as ModelInput<never>
  const y: Labels = { ...grown.y, part: undefined }
  const [fold] = crossValidationFolds({ rowCount: X.rowCount, y }, { folds: 5, seed: options.seed })
  const { train, validation } = fold!
  const of = (part: typeof train | typeof validation) => (X.format === 'dense' ? part.of(X) : part.of(X))
  const model = await logisticRegression({ C: options.C }).fit(
    of(train) as ModelInput<'train'>,
    train.of(y),
    {},
    context,
  )
  return judged(validation.of(y), model.predictProba(of(validation)), options.seed, undefined, context)
}

/** At the probability from which a class is the likelier one, as beginners decide. */
function judged(
  y: Labels,
  proba: Float64Array,
  seed: number,
  groups: readonly string[] | undefined,
  context: Context,
): Promise<PartFigures> {
  const classCount = y.classes.length
  const decided = Int32Array.from(y.codes, (_, row) => {
    let best = 0
    for (let code = 1; code < classCount; code++) {
      if (proba[row * classCount + code]! > proba[row * classCount + best]!) best = code
    }
    return best
  })
  return partFigures(y, proba, decided, undefined, seed, groups, context)
}

function sentenceOf(method: string, wrong: PartFigures, right: PartFigures, positive: string | undefined): string {
  const f1Of = ({ classes, figures }: PartFigures) =>
    positive === undefined ? figures['macroF1'] : classes.find(({ class: name }) => name === positive)?.f1
  const shown = (part: PartFigures) => f1Of(part)?.value?.toFixed(3) ?? '?'
  const area = (part: PartFigures) => part.figures['averagePrecision']?.value?.toFixed(3) ?? '?'
  const name = positive === undefined ? 'macro F1' : `F1 of "${positive}"`
  return `Resampled (${method}) before the split, the model seems to reach ${name} ${shown(wrong)} and average precision ${area(wrong)}; resampled inside train, it reaches ${shown(right)} and ${area(right)} on untouched rows.`
}
