import type { Metrics } from '../../recipes/index.ts'
import type { Pen } from '../draw.ts'
import { figure, table } from '../figure.ts'
import { html, type Markup } from '../html.ts'
import type { View } from '../view.ts'
import { writeCount, writeNumber } from '../write-number.ts'

type Trial = Metrics['search'][number]

const mostShown = 12

/** The chains that were drawn at random: how each did, and how far it got. Null where nothing was searched. */
export function search({ metrics }: View, pen: Pen, criterion: string): Markup | null {
  const { search: trials, comparison } = metrics
  if (trials.length === 0) return null
  const finished = trials.filter((trial) => trial.finished).length
  const sign = comparison.higherIsBetter ? 1 : -1
  const ranked = trials
    .filter(({ differenceToPlain }) => differenceToPlain !== null)
    .sort((a, b) => b.folds - a.folds || sign * (b.differenceToPlain! - a.differenceToPlain!))
  const rows = ranked
    .slice(0, mostShown)
    .map(({ name, description, folds, criterion: value, differenceToPlain }) => [
      html`${name === comparison.winner ? html`<b>${name}</b> <span class="tag">winner</span>` : name}<small class="block">${description}</small>`,
      writeCount(folds),
      writeNumber(value),
      writeNumber(differenceToPlain),
    ])
  return html`<h3>Chains drawn at random</h3>
<p class="note">${writeCount(trials.length)} chains of sampler, amount, weights, loss and model, in waves of nine: all on a few folds, the best third on more, the best of those on every fold. ${writeCount(finished)} came that far and stand above. What came less far is known from fewer folds, and compared with the plain model on the same.</p>
${chart(trials, pen, criterion)}
${table('Chains drawn at random', ['Chain', 'Folds', criterion, 'Difference to plain'], rows)}${ranked.length > mostShown && html`<p class="note">The first ${mostShown} of ${writeCount(trials.length)}; all are in metrics.json.</p>`}`
}

function chart(trials: readonly Trial[], pen: Pen, criterion: string): Markup | null {
  const { marks } = pen
  const shown = trials.flatMap(({ differenceToPlain: value, finished }, at) =>
    value === null ? [] : [{ trial: at + 1, value, finished }],
  )
  if (shown.length === 0) return null
  const [left, done] = [shown.filter((one) => !one.finished), shown.filter((one) => one.finished)]
  const drawing = pen.draw(`${criterion} of ${shown.length} chains less that of the plain model on the same folds`, {
    height: 220,
    marginLeft: 48,
    marginBottom: 40,
    x: { label: 'chain', ticks: 6, tickFormat: (number: number) => (Number.isInteger(number) ? String(number) : '') },
    y: { nice: true, ticks: 5, grid: true, label: null },
    marks: [
      marks.ruleY([0], { stroke: 'currentColor', strokeDasharray: '2,3', strokeOpacity: 0.7 }),
      marks.dot(left, { x: 'trial', y: 'value', r: 3, stroke: 'var(--quiet)' }),
      marks.dot(done, { x: 'trial', y: 'value', r: 4.5, fill: 'var(--accent)', stroke: 'var(--accent)' }),
    ],
  })
  return figure(
    criterion,
    html`less that of the plain model, on the same folds. Filled: scored on every fold.`,
    drawing,
  )
}
