import type { Metrics } from '../../recipes/index.ts'
import { section, table } from '../figure.ts'
import { html, type Markup, type Piece } from '../html.ts'
import type { View } from '../view.ts'
import { writeCount, writeFigure, writeName, writeNumber } from '../write-number.ts'

type Threshold = Metrics['decision']['thresholds'][number]

const mostClasses = 30
const unfolded = 8

/** The rule that turns a probability into a decision. */
export function rule(view: View): Markup {
  const { decision, asked } = view.metrics
  const only = decision.thresholds[0]
  if (decision.rule === 'least-expected-cost' && asked.goal?.costs !== undefined) {
    return section('rule', 'The decision rule', leastCost(view, asked.goal.costs))
  }
  if (decision.thresholds.length === 1 && only !== undefined && only.threshold !== null) {
    const name = writeName(only.class)
    return section(
      'rule',
      'The decision rule',
      html`<p class="rule">Say ${name} when its probability is at least <b class="big">${writeNumber(only.threshold)}</b></p>
${range(view, only)}`,
    )
  }
  if (decision.thresholds.length === 0) {
    return section('rule', 'The decision rule', html`<p class="rule">Say the class that is most probable.</p>`)
  }
  return section(
    'rule',
    'The decision rule',
    html`<p>Every class has a threshold of its own, chosen on validation.</p>`,
    thresholds(view),
  )
}

/** The thresholds of the rarest classes; most of them folded away. */
function thresholds(view: View): Piece {
  const order = new Map(view.rarest.map((name, i) => [name, i]))
  const rows = [...view.metrics.decision.thresholds]
    .sort((a, b) => (order.get(a.class) ?? 0) - (order.get(b.class) ?? 0))
    .slice(0, mostClasses)
    .map((row) => [
      writeName(row.class),
      writeNumber(row.threshold),
      writeFigure(row.recall),
      writeFigure(row.precision),
    ])
  const head = ['Class', 'Threshold', 'Recall', 'Precision']
  const all = view.metrics.decision.thresholds.length
  const few = rows.length > unfolded ? `, of the ${unfolded} rarest classes` : ''
  return [
    table(`Thresholds and what they reach on validation${few}`, head, rows.slice(0, unfolded), 'wide'),
    rows.length > unfolded &&
      html`<details><summary>${rows.length - unfolded} more${rows.length < all && ` of ${writeCount(all)} classes; all are in metrics.json`}</summary>${table('Thresholds of the next classes', head, rows.slice(unfolded), 'wide')}</details>`,
  ]
}

function range({ metrics: { asked } }: View, { low, high }: Threshold): Piece {
  const exact = html`The exact number is in <code>model.json</code>; <code>evenkeel apply</code> uses it.`
  if (asked.goal === null) return html`<p>It gives the highest F1 on validation. ${exact}</p>`
  if (low === null || high === null) {
    return html`<p>${asked.metOnValidation === false && 'No threshold meets the goal on validation; this one comes nearest. '}${exact}</p>`
  }
  return html`<p>On validation, any threshold from ${writeNumber(low)} to ${writeNumber(high)} meets what was asked. ${exact}</p>`
}

function leastCost({ metrics }: View, costs: readonly (readonly number[])[]): Markup {
  const names = metrics.classes.slice(0, 20).map((row) => row.class)
  const only = metrics.decision.thresholds[0]
  const single = metrics.decision.thresholds.length === 1 && only !== undefined && only.threshold !== null
  return html`<p class="rule">${
    single
      ? html`Say ${writeName(only.class)} when its probability is at least <b class="big">${writeNumber(only.threshold)}</b>`
      : 'Say the class whose expected cost is least.'
  }</p>
${table(
  'What was asked: the cost of each decision',
  ['Truth', ...names.map((name) => html`says ${writeName(name)}`)],
  names.map((name, i) => [writeName(name), ...names.map((_, j) => String(costs[i]?.[j] ?? '–'))]),
  'narrow',
)}${metrics.classes.length > names.length && html`<p class="note">The first ${names.length} of ${metrics.classes.length} classes.</p>`}`
}
