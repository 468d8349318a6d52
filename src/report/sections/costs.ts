import type { Pen } from '../draw.ts'
import { figure, section } from '../figure.ts'
import { html, type Markup } from '../html.ts'
import type { View } from '../view.ts'
import { shorten, writeName, writeNumber } from '../write-number.ts'

/** The expected cost of a row, beside the rules that need no model. */
export function costs(view: View, pen: Pen): Markup | null {
  const { trivialCosts, test } = view.metrics
  const { costPerRow: ours } = test.figures
  if (trivialCosts === null || trivialCosts.length === 0 || ours === undefined || ours.value === null) return null
  const trivial = [...trivialCosts].sort((a, b) => a.costPerRow - b.costPerRow)
  const best = trivial[0]!
  const bars = [
    { label: 'this model', value: ours.value },
    ...trivial.slice(0, 8).map((row) => ({ label: `always ${shorten(row.class, 14)}`, value: row.costPerRow })),
  ]
  const band = { y: 0, low: ours.low ?? ours.value, high: ours.high ?? ours.value }
  const { marks } = pen
  const drawing = pen.draw(`Cost per row: ${bars.map((bar) => `${bar.label} ${writeNumber(bar.value)}`).join('; ')}`, {
    height: 40 + 30 * bars.length,
    marginLeft: 130,
    marginRight: 48,
    marginTop: 8,
    x: {
      domain: [0, Math.max(band.high, ...bars.map((bar) => bar.value))],
      nice: true,
      ticks: 4,
      grid: true,
      label: null,
    },
    y: { domain: bars.map((_, i) => i), axis: null, padding: 0.3 },
    marks: [
      marks.barX(bars, { x: 'value', y: (_, i) => i, fill: (_, i) => (i === 0 ? 'var(--accent)' : 'var(--empty)') }),
      marks.ruleY([band], { x1: 'low', x2: 'high', y: 'y', stroke: 'currentColor', strokeWidth: 2 }),
      marks.text(bars, { x: 0, y: (_, i) => i, text: 'label', textAnchor: 'end', dx: -8 }),
      marks.text(bars, {
        x: (bar, i) => (i === 0 ? Math.max(band.high, bar.value) : bar.value),
        y: (_, i) => i,
        text: (bar) => writeNumber(bar.value),
        textAnchor: 'start',
        dx: 6,
        fontWeight: 600,
      }),
    ],
  })
  const saved = best.costPerRow > 0 ? (1 - ours.value / best.costPerRow) * 100 : 0
  const comparison =
    saved >= 0.5
      ? html`${saved.toFixed(0)} % less than the best rule without a model, always ${writeName(best.class)} (${writeNumber(best.costPerRow)}).`
      : html`no better than always ${writeName(best.class)} (${writeNumber(best.costPerRow)}): the model does not pay.`
  return section(
    'costs',
    'What it costs',
    html`<p>A row costs <b>${writeNumber(ours.value)}</b> ${view.words.onJudged}, ${comparison}</p>`,
    figure(
      'Expected cost of a row',
      `${view.words.onJudged}, with the 95 % interval of the model. Less is better.`,
      drawing,
    ),
  )
}
