import { type Context, OptionError, parseOptions, within } from '../../core/index.ts'
import { openTable, type Table } from '../../tables/index.ts'
import { type DecideOptions, decideOptions, decisionGoal } from './decide-options.ts'
import type { DecisionFile } from './decision-schema.ts'
import { describeDecision, type ScoredRows } from './describe-decision.ts'
import { columnsOfClasses, numbersOf, readTruth, type TrueRows, trueRows } from './read-scores.ts'
import { normalizeRows, pairs, scaleOf } from './unit-scores.ts'

/**
 * A decision for the scores of any model: a table with the truth and one score column (the positive class) or one a
 * class. Calibrates, chooses the rule that serves the goal, and judges it on rows that it had not seen: with a part
 * column chosen on validation and judged once on test, without one chosen on all rows and judged out of fold. What is
 * given back is what `decision.json` holds; `saveDecision` writes it.
 *
 * Scores of one class may lie anywhere: beyond 0 … 1 they need Platt scaling (on their values) or isotonic regression (on
 * their ranks). Never pass scores of rows that the model has learned from. Throws `DataError` for scores that are missing
 * or infinite, truth that is missing and classes without rows in a part, `OptionError` for goals that exclude each other.
 */
export async function decideScores(path: string, given: DecideOptions, context: Context = {}): Promise<DecisionFile> {
  const options = parseOptions('decide', decideOptions, given)
  const table = await openTable(path, options.read, within(context, 'read'))
  try {
    const truth = await readTruth(table, options, context)
    const goal = decisionGoal(options, truth.y.classes)
    const rows = await trueRows(table, truth, options, context)
    const scored = await readScores(table, rows, options, context)
    return (await describeDecision(table, options.truth, scored, goal, options, context)).file
  } finally {
    await table.close()
  }
}

/** The scores of rows as probabilities, and how they became such. */
export async function readScores(
  table: Table,
  rows: TrueRows,
  { score, calibration }: { readonly score: readonly string[]; readonly calibration: string },
  context: Context,
): Promise<ScoredRows> {
  const notes = [...table.notes]
  if (rows.positive === undefined) {
    const columns = columnsOfClasses(score, rows.y.classes)
    const given = await numbersOf(table, columns, rows.tableRows, 'scores', context)
    const { proba, normalization } = normalizeRows(given, columns.length)
    if (normalization !== 'none') notes.push(said[normalization])
    const kind = normalization === 'none' ? 'probability' : normalization
    return { rows, proba, scores: { columns, kind, center: 0, scale: 1 }, single: undefined, notes }
  }
  const [column] = score.length === 1 ? score : columnsOfClasses(score, [rows.positive])
  const scores = await numbersOf(table, [column!], rows.tableRows, 'scores', context)
  const choosing = rows.parts ? Float64Array.from(rows.parts.validation, (row) => scores[row]!) : scores
  const fitting = scaleOf(choosing)
  // A test score beyond 0 … 1 shows that none of them is a probability.
  const scale = fitting.kind === 'probability' && scaleOf(scores).kind === 'raw' ? scaleOf(scores) : fitting
  if (scale.kind === 'raw') {
    if (calibration === 'none' || calibration === 'temperature') refuseRaw(table.path, column!, calibration)
    notes.push(
      `The scores in column "${column}" are no probabilities (some lie outside 0 to 1); calibration makes them so.`,
    )
  }
  return {
    rows,
    proba: pairs(scale, scores),
    scores: { columns: [column!], ...scale },
    single: { scores, scale },
    notes,
  }
}

const said = {
  divided: 'The scores of a row do not sum to 1; each was divided by their sum.',
  softmax: 'Some scores lie outside 0 to 1; softmax made them probabilities.',
}

function refuseRaw(path: string, column: string, calibration: string): never {
  throw new OptionError(
    `${path}: the scores in column "${column}" lie outside 0 to 1, where \`calibration\` ${calibration} cannot work. Use platt or isotonic.`,
  )
}
