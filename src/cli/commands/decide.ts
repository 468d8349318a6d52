import { OptionError, z } from '../../core/index.ts'
import {
  checkFolder,
  type DecisionFile,
  decideOptions,
  decideScores,
  readSchema,
  refreshModel,
  saveDecision,
} from '../../recipes/index.ts'
import { renderDecision } from '../../report/index.ts'
import { defineCommand } from '../command.ts'
import { decisionSummary } from '../decision-summary.ts'

const { read: _read, ...own } = decideOptions.shape

export const decideCommand = defineCommand({
  name: 'decide',
  summary: 'a decision for the scores of any model: calibrated, chosen for a goal, judged',
  operands: [
    { name: 'SCORES', describe: 'a table with the truth and a score a row; with --refresh, fresh labeled rows' },
  ],
  options: z.strictObject({
    ...own,
    score: own.score
      .optional()
      .describe('the column of the scores of the positive class, or one column a class; needed without --refresh'),
    refresh: z
      .string()
      .optional()
      .describe(
        'the model.json of a run: it is calibrated anew on SCORES, its decision chosen anew, and a new model written',
      ),
    out: z.string().describe('the folder for what comes out'),
    ...readSchema.shape,
  }),
  json: '{ out, files, exitCode, asked, chosen, decision, calibration, onJudged, whatIf, notes }, the last seven as in decision.json, whose schema is schemas/decision.schema.json',
  examples: [
    'evenkeel decide scores.csv --truth fraud --score p --recall 0.85 --precision 0.6 --out decision',
    'evenkeel decide scores.csv --truth fraud --score p --miss-cost amount --false-alarm-cost 5 --out decision',
    'evenkeel decide april.csv --refresh result/model.json --truth fraud --out refreshed',
  ],

  async execute({ operands: [file], options, context, paint, width }) {
    const { header, columns, delimiter, encoding, types, out, refresh, score, positive, ...rest } = options
    const read = { header, columns, delimiter, encoding, types }
    await checkFolder(out, file!)
    const done =
      refresh === undefined
        ? { decision: await decideScores(file!, { ...rest, positive, read, score: score ?? needed() }, context) }
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

function needed(): never {
  throw new OptionError('decide: --score is missing. It is the column of the scores, or one column a class.')
}
