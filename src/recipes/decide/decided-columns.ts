import { breathe, type Context } from '../../core/index.ts'
import type { OutputColumn, Table } from '../../tables/index.ts'
import { type DecidedTable, decideTable } from './decide-table.ts'
import type { DecisionFile } from './decision-schema.ts'
import type { LabelDecisionFile } from './label-decision-schema.ts'

/** What was decided, as columns to write, and how often. */
export interface DecidedColumns {
  readonly extra: readonly OutputColumn[]
  readonly decided: readonly { readonly class: string; readonly rows: number }[]
}

/** One class a row: a probability for each class, and the decision. */
export function columnsOfClasses({ classes, proba, decided }: DecidedTable): DecidedColumns {
  const counts = new Int32Array(classes.length)
  for (const code of decided) counts[code]!++
  return {
    extra: [
      ...classes.map((name, code) => probability(name, proba, classes.length, code)),
      { name: 'decision', type: 'text', values: Array.from(decided, (code) => classes[code]!) },
    ],
    decided: classes.map((name, code) => ({ class: name, rows: counts[code]! })),
  }
}

/** Any number of labels a row: a probability and a decision for each. Both are `rows × labels`. */
export function columnsOfLabels(
  labels: readonly string[],
  { proba, decided }: { readonly proba: Float64Array; readonly decided: Uint8Array },
): DecidedColumns {
  const width = labels.length
  const given = labels.map((_, label) =>
    Int32Array.from({ length: decided.length / width }, (_, row) => decided[row * width + label]!),
  )
  return {
    extra: labels.flatMap((name, label) => [
      probability(name, proba, width, label),
      { name: `decision on ${name}`, type: 'integer' as const, values: given[label]! },
    ]),
    decided: labels.map((name, label) => ({ class: name, rows: given[label]!.reduce((sum, one) => sum + one, 0) })),
  }
}

/** Applies a decision to a table. Several labels: a probability and a decision for each that has a threshold. */
export async function columnsOfDecision(
  decision: DecisionFile | LabelDecisionFile,
  table: Table,
  context: Context,
): Promise<DecidedColumns> {
  if (decision.kind === 'decision') return columnsOfClasses(await decideTable(decision, table, context))
  const extra: OutputColumn[] = []
  const decided: { class: string; rows: number }[] = []
  for (const [at, { label, decision: own }] of decision.labels.entries()) {
    await breathe(context, { stage: 'decide', done: at, total: decision.labels.length })
    let given = new Int32Array(table.rowCount)
    if (own) {
      const found = await decideTable(own, table, context)
      extra.push(probability(label, found.proba, 2, 1))
      given = Int32Array.from(found.decided)
    }
    extra.push({ name: `decision on ${label}`, type: 'integer', values: given })
    decided.push({ class: label, rows: given.reduce((sum, one) => sum + one, 0) })
  }
  return { extra, decided }
}

function probability(name: string, proba: Float64Array, width: number, code: number): OutputColumn {
  const values = new Float64Array(proba.length / width)
  for (let row = 0; row < values.length; row++) values[row] = proba[row * width + code]!
  return { name: `probability of ${name}`, type: 'number', values }
}
