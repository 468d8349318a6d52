import { OptionError, z } from '../../core/index.ts'
import {
  checkFolder,
  type DecisionFile,
  decideLabelScores,
  decideLabelsOptions,
  decideOptions,
  decideScores,
  type LabelDecisionFile,
  labelGoalOptions,
  readSchema,
  refreshModel,
  saveDecision,
  saveLabelDecision,
} from '../../recipes/index.ts'
import { renderDecision, renderLabelDecision } from '../../report/index.ts'
import { defineCommand } from '../command.ts'
import { decisionSummary } from '../decision-summary.ts'
import { labelDecisionSummary } from '../label-decision-summary.ts'

const { read: _read, ...own } = decideOptions.shape

export const decideCommand = defineCommand({
  name: 'decide',
  summary: 'a decision for the scores of any model: calibrated, chosen for a goal, judged',
  operands: [
    { name: 'SCORES', describe: 'a table with the truth and a score a row; with --refresh, fresh labeled rows' },
  ],
  options: z.strictObject({
    ...own,
    truth: own.truth.optional().describe('the column of the true classes; needed without --labels'),
    score: own.score
      .optional()
      .describe(
        'the column of the scores of the positive class, or one column a class; needed without --refresh, with --labels found by name',
      ),
    labels: decideLabelsOptions.shape.labels
      .optional()
      .describe(
        'any number of labels a row: the columns that say 1 or yes where a row has the label, each with a score column named after it, such as p_toxic',
      ),
    ...labelGoalOptions.shape,
    refresh: z
      .string()
      .optional()
      .describe(
        'the model.json of a run: it is calibrated anew on SCORES, its decision chosen anew, and a new model written',
      ),
    out: z.string().describe('the folder for what comes out'),
    ...readSchema.shape,
  }),
  json: '{ out, files, exitCode, asked, chosen, decision, calibration, onJudged, whatIf, notes }, the last seven as in decision.json, whose schema is schemas/decision.schema.json; with --labels { out, files, exitCode, asked, chosen, labels: [{ label, column, rows, reason, threshold, scoreThreshold, met, figures }], onJudged, notes }',
  examples: [
    'evenkeel decide scores.csv --truth fraud --score p --recall 0.85 --precision 0.6 --out decision',
    'evenkeel decide scores.csv --truth fraud --score p --miss-cost amount --false-alarm-cost 5 --out decision',
    'evenkeel decide scores.csv --labels toxic,insult --recall 0.8 --precision-of insult=0.6 --out decision',
    'evenkeel decide april.csv --refresh result/model.json --truth fraud --out refreshed',
  ],

  async execute({ operands: [file], options, given, context, paint, width }) {
    const { header, columns, delimiter, encoding, types, out, refresh, score, positive, ...others } = options
    const { truth: named, labels, recallOf, precisionOf, fBetaOf, costsOf, ...asked } = others
    const read = { header, columns, delimiter, encoding, types }
    await checkFolder(out, file!)
    if (labels !== undefined) {
      if (named !== undefined) throw beside('--truth', 'the labels are the columns of the truth')
      if (refresh !== undefined) throw beside('--refresh', 'a model tells one class from the others')
      const own = { recallOf, precisionOf, fBetaOf, costsOf }
      const found = await decideLabelScores(file!, { ...asked, ...own, labels, score, positive, read }, context)
      const files = await saveLabelDecision(found, out, file!, renderLabelDecision, context)
      return labelOutcome(found, out, files, { paint, width })
    }
    const alone = given.find((key) => key in labelGoalOptions.shape)
    if (alone !== undefined) throw new OptionError(`decide: \`${alone}\` needs \`labels\`, the columns of the labels.`)
    const rest = { ...asked, truth: named ?? missing('--truth', 'the column of the true classes') }
    const done =
      refresh === undefined
        ? {
            decision: await decideScores(
              file!,
              {
                ...rest,
                positive,
                read,
                score: score ?? missing('--score', 'the column of the scores, or one column a class'),
              },
              context,
            ),
          }
        : await refreshed(refresh, file!, { ...rest, read: asGiven(read) }, { score, positive }, context)
    const { decision } = done
    const model = 'model' in done ? done.model : undefined
    const inputs = refresh === undefined ? [file!] : [file!, refresh]
    const files = await saveDecision(decision, model, out, inputs, renderDecision, context)
    return outcome(decision, out, files, { paint, width })
  },
})

type Look = Parameters<typeof decisionSummary>[3]

function outcome(found: DecisionFile, out: string, files: readonly string[], look: Look) {
  const exitCode = found.asked.met === false ? 3 : 0
  const { asked, chosen, decision, calibration, onJudged, whatIf, notes } = found
  return {
    text: decisionSummary(found, out, files, look),
    json: { out, files, exitCode, asked, chosen, decision, calibration, onJudged, whatIf, notes },
    exitCode,
  } as const
}

function labelOutcome(found: LabelDecisionFile, out: string, files: readonly string[], look: Look) {
  const exitCode = found.asked.met === false ? 3 : 0
  const { asked, chosen, onJudged, notes } = found
  const labels = found.labels.map(({ decision, ...entry }) => ({
    ...entry,
    threshold: decision?.decision.thresholds[0]?.threshold ?? null,
    scoreThreshold: decision?.decision.scoreThreshold ?? null,
    met: decision?.asked.met ?? null,
    figures: decision?.onJudged.classes.find((one) => one.class === entry.label) ?? null,
  }))
  return {
    text: labelDecisionSummary(found, out, files, look),
    json: { out, files, exitCode, asked, chosen, labels, onJudged, notes },
    exitCode,
  } as const
}

async function refreshed(
  model: string,
  fresh: string,
  options: Parameters<typeof refreshModel>[2],
  { score, positive }: { readonly score: unknown; readonly positive: unknown },
  context: Parameters<typeof refreshModel>[3],
) {
  if (score !== undefined || positive !== undefined) {
    const flag = score === undefined ? '--positive' : '--score'
    throw new OptionError(
      `decide: ${flag} cannot stand beside --refresh; the model knows its classes and gives the scores.`,
    )
  }
  return refreshModel(model, fresh, options, context)
}

/** What was not given is left to what the model remembers. */
function asGiven<T extends object>(read: T): Partial<T> {
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) as Partial<T>
}

function missing(flag: string, what: string): never {
  throw new OptionError(`decide: ${flag} is missing. It is ${what}.`)
}

function beside(flag: string, why: string): OptionError {
  return new OptionError(`decide: ${flag} cannot stand beside --labels; ${why}.`)
}
