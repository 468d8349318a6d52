import type { Metrics } from '../../recipes/index.ts'
import type { Pen } from '../draw.ts'
import { figure, key, table } from '../figure.ts'
import { html, type Markup } from '../html.ts'
import type { View } from '../view.ts'
import { writeCount, writeNumber } from '../write-number.ts'

type Trial = Metrics['search'][number]

const mostShown = 12

/** The chains that were drawn at random: how each did, and how far it got. Null where nothing was searched. */
export function search({ metrics }: View, pen: Pen, criterion: string): Markup | null {
  const { search: trials, comparison, candidates } = metrics
  if (trials.length === 0) return null
  const finished = trials.filter((trial) => trial.finished).length
  const plain = candidates.find(({ name }) => name === 'plain')?.criterion.value ?? null
  const sign = comparison.higherIsBetter ? 1 : -1
  const ranked = trials
    .filter(({ criterion: value }) => value !== null)
    .sort((a, b) => Number(b.finished) - Number(a.finished) || sign * (b.criterion! - a.criterion!))
  const rows = ranked
    .slice(0, mostShown)
    .map(({ name, description, folds, criterion: value }) => [
      html`${name === comparison.winner ? html`<b>${name}</b> <span class="tag">winner</span>` : name}<small class="block">${description}</small>`,
      writeNumber(value),
      writeCount(folds),
    ])
  return html`<h3>Chains drawn at random</h3>
<p class="note">${writeCount(trials.length)} chains of sampler, amount, weights, loss and model, in waves of nine: all on a few folds, the best third on more, the best of those on every fold. ${writeCount(finished)} came that far and stand above. Figures over fewer folds are rougher.</p>
${chart(trials, plain, pen, criterion)}
${table('Chains drawn at random', ['Chain', criterion, 'Folds'], rows)}${ranked.length > mostShown && html`<p class="note">The first ${mostShown} of ${writeCount(trials.length)}; all are in metrics.json.</p>`}`
}

function chart(trials: readonly Trial[], plain: number | null, pen: Pen, criterion: string): Markup | null {
  const { marks } = pen
  const shown = trials.flatMap(({ criterion: value, finished }, at) =>
    value === null ? [] : [{ trial: at + 1, value, finished }],
  )
  if (shown.length === 0) return null
  const [left, done] = [shown.filter((one) => !one.finished), shown.filter((one) => one.finished)]
  const drawing = pen.draw(`${criterion} of ${shown.length} chains in the order in which they were drawn`, {
    height: 220,
    marginLeft: 48,
    x: { label: 'chain', ticks: 6, tickFormat: (number: number) => (Number.isInteger(number) ? String(number) : '') },
    y: { nice: true, ticks: 5, grid: true, label: null },
    marks: [
      plain === null
        ? null
        : marks.ruleY([plain], { stroke: 'currentColor', strokeDasharray: '2,3', strokeOpacity: 0.7 }),
      marks.dot(left, { x: 'trial', y: 'value', r: 3, stroke: 'var(--quiet)' }),
      marks.dot(done, { x: 'trial', y: 'value', r: 4.5, fill: 'var(--accent)', stroke: 'var(--accent)' }),
    ],
  })
  return figure(
    criterion,
    html`<span class="key"><span class="dot"></span>scored on every fold</span> the others were left behind earlier.${plain !== null && html` ${key('quiet-dashed', 'the plain model')}`}`,
    drawing,
  )
}
