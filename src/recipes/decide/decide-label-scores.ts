import { basename } from 'node:path'
import { breathe, type Context, labelsFromCodes, parseOptions, within } from '../../core/index.ts'
import { openTable, type Table } from '../../tables/index.ts'
import { decisionGoal } from './decide-options.ts'
import { readScores } from './decide-scores.ts'
import { describeDecision } from './describe-decision.ts'
import { type LabelDecisionFile, labelDecisionSchema } from './label-decision-schema.ts'
import { type LabelRows, labelFigures } from './label-figures.ts'
import {
  type CheckedLabelsOptions,
  checkLabelsOptions,
  type DecideLabelsOptions,
  decideLabelsOptions,
  labelsSentence,
  optionsOfLabel,
} from './label-options.ts'
import { columnsOfLabels, readLabels } from './read-labels.ts'
import { type TrueRows, trueRows } from './read-scores.ts'

type Entry = LabelDecisionFile['labels'][number]

/**
 * Decisions for rows that may have several labels, each label with a truth column and a score column of its own:
 * calibrated, with its own threshold for its own goal, and judged, as `decideScores` does for one class. Beside them the
 * figures of all labels together. What is given back is what `decision.json` holds; `saveLabelDecision` writes it.
 *
 * A label that too few rows have, or lack, for a choice gets no threshold and is never given; the reason stands in its
 * place. One that no row of the test part has, or every row, gets the threshold chosen on validation and is not judged. Throws as `decideScores` does, and for a truth that is neither yes nor no.
 */
export async function decideLabelScores(
  path: string,
  given: DecideLabelsOptions,
  context: Context = {},
): Promise<LabelDecisionFile> {
  const options = parseOptions('decide', decideLabelsOptions, given)
  checkLabelsOptions(options)
  const table = await openTable(path, options.read, within(context, 'read'))
  try {
    return await decideTableOfLabels(table, options, context)
  } finally {
    await table.close()
  }
}

async function decideTableOfLabels(
  table: Table,
  options: CheckedLabelsOptions,
  context: Context,
): Promise<LabelDecisionFile> {
  const { tableRows: known, has } = await readLabels(table, options, context)
  const columns = columnsOfLabels(table, options)
  const nobody = labelsFromCodes(new Int32Array(known.length), ['', ' '])
  const shared = await trueRows(table, { y: nobody, positive: '', tableRows: known }, options, context, () => {})
  const judgedRows = shared.parts?.test ?? Int32Array.from(shared.tableRows.keys())
  const entries: Entry[] = []
  const judged: LabelRows[] = []
  let chosen: LabelDecisionFile['chosen'] | undefined
  for (const [at, label] of options.labels.entries()) {
    await breathe(context, { stage: 'labels', done: at, total: options.labels.length })
    const own = optionsOfLabel(options, label)
    const codes = Int32Array.from(shared.tableRows, (row) => has[at]![row]!)
    const y = labelsFromCodes(codes, [`not ${label}`, label])
    const rows: TrueRows = { ...shared, y, positive: label }
    const goal = decisionGoal(own, y.classes)
    const count = codes.reduce((sum, code) => sum + code, 0)
    const truth = Uint8Array.from(judgedRows, (row) => codes[row]!)
    const reason = whyUndecided(rows, label)
    const entry = { label, column: columns[at]!, rows: count }
    if (reason !== null) {
      entries.push({ ...entry, decision: null, reason })
      judged.push({ has: truth, given: new Uint8Array(truth.length) })
      continue
    }
    const inside = within(context, label)
    const scored = await readScores(table, rows, { score: [columns[at]!], calibration: own.calibration }, inside)
    const { file, judged: how } = await describeDecision(table, label, scored, goal, own, inside)
    entries.push({ ...entry, decision: file, reason: null })
    judged.push({ has: truth, given: how.onJudged.decided })
    chosen ??= file.chosen
  }
  const figures = await labelFigures(
    judged,
    judgedRows.length,
    options.seed,
    shared.groups && Array.from(judgedRows, (row) => shared.groups![row]!),
    within(context, 'judged'),
  )
  return labelDecisionSchema.parse({
    evenkeel: 1,
    kind: 'label-decision',
    input: { file: basename(table.path), sha256: await table.sha256(context), rows: shared.tableRows.length },
    chosen: chosen ?? nothingChosen(shared),
    labels: entries,
    asked: askedOf(entries, options),
    onJudged: { rows: judgedRows.length, figures },
    notes: [...table.notes],
  } satisfies LabelDecisionFile)
}

/** A choice needs rows with and without the label, two of each where folds are dealt and so judge. */
function whyUndecided({ y, parts }: TrueRows, label: string): string | null {
  const few = (rows: Int32Array | undefined, least: number, where: string): string | null => {
    let having = 0
    const all = rows?.length ?? y.codes.length
    for (let at = 0; at < all; at++) having += y.codes[rows ? rows[at]! : at]!
    if (having >= least && all - having >= least) return null
    const [count, what] = having < least ? [having, 'have'] : [all - having, 'lack']
    return `${count === 0 ? 'no row' : `only ${count}`} ${count === 0 ? (what === 'have' ? 'has' : 'lacks') : what} "${label}"${where}`
  }
  return parts ? few(parts.validation, 1, ' in the validation part') : few(undefined, 2, '')
}

function askedOf(entries: readonly Entry[], options: CheckedLabelsOptions): LabelDecisionFile['asked'] {
  const hasGoal = ({ decision, label }: Entry): boolean =>
    decision && decision.asked.unjudged === undefined
      ? decision.asked.met !== null
      : decisionGoal(optionsOfLabel(options, label), ['', ' ']) !== undefined
  const asked = entries.filter(hasGoal)
  const isUnjudged = ({ decision }: Entry): boolean => decision?.asked.unjudged !== undefined
  const missed = asked.filter((one) => !isUnjudged(one) && one.decision?.asked.met !== true).map(({ label }) => label)
  const open = asked.filter(isUnjudged)
  const bare = entries.filter(({ decision }) => decision === null).length
  const without = bare > 0 ? ` ${bare} of ${entries.length} labels get no threshold.` : ''
  const unjudged = entries.filter(isUnjudged).map(({ label }) => label)
  const thresholds = unjudged.length === 1 ? 'its threshold was' : 'their thresholds were'
  const unsaid =
    unjudged.length > 0 ? ` ${named(unjudged)} could not be judged: ${thresholds} chosen on validation alone.` : ''
  const judged = asked.length - open.length
  const verdict =
    asked.length === 0
      ? 'Each label has its own threshold.'
      : judged === 0
        ? 'No goal could be judged.'
        : missed.length === 0
          ? `${judged === 1 ? 'The one label' : `All ${judged} labels`}${open.length > 0 ? ' that could be judged' : ''} ${judged === 1 ? 'reaches its goal' : 'reach their goals'}.`
          : `${missed.length} of ${judged} labels miss their goals: ${named(missed)}.`
  return {
    sentence: labelsSentence(options),
    met: asked.length === 0 ? null : missed.length === 0 && open.length === 0,
    missed,
    unjudged,
    verdict: `${verdict}${unsaid}${without}`,
  }
}

function named(labels: readonly string[]): string {
  const shown = labels.slice(0, 5).map((label) => `"${label}"`)
  return labels.length > 5 ? `${shown.join(', ')} and ${labels.length - 5} more` : shown.join(', ')
}

function nothingChosen({ tableRows, parts }: TrueRows): LabelDecisionFile['chosen'] {
  const rows = parts?.validation.length ?? tableRows.length
  const judgedRows = parts?.test.length ?? tableRows.length
  return { how: parts ? 'part' : 'out-of-fold', rows, judgedRows, folds: null, sentence: 'Nothing could be chosen.' }
}
