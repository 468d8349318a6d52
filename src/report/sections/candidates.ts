import type { Metrics } from '../../recipes/index.ts'
import type { Pen } from '../draw.ts'
import { figure, section, table } from '../figure.ts'
import { html, type Markup } from '../html.ts'
import type { View } from '../view.ts'
import { shorten, writeFigure, writeNumber } from '../write-number.ts'
import { figureNames } from './figure-names.ts'
import { search } from './search.ts'
import { unlabeled } from './unlabeled.ts'

type Candidate = Metrics['candidates'][number]

/** The ways of learning that were compared, and why one won. */
export function candidates(view: View, pen: Pen): Markup {
  const { comparison, candidates: all } = view.metrics
  const criterion = figureNames[comparison.criterion]?.name ?? comparison.criterion
  const sameFigure = comparison.criterion === 'averagePrecision'
  const rows = all.map((row) => [
    html`${row.chosen ? html`<b>${row.name}</b> <span class="tag">winner</span>` : row.name}<small class="block">${row.description}</small>${
      row.failure !== null && html`<small class="block failed">could not be fitted: ${row.failure}</small>`
    }`,
    writeFigure(row.criterion),
    ...(sameFigure ? [] : [writeFigure(row.averagePrecision)]),
    row.differenceToPlain === null ? '–' : writeFigure(row.differenceToPlain),
    writeNumber(row.trainCriterion),
  ])
  return section(
    'candidates',
    'What was tried',
    html`<div class="pair"><div><p class="lead">${comparison.reason}</p>
<p class="note">${comparison.folds}-fold cross-validation inside the train part${comparison.repeats > 1 && `, repeated ${comparison.repeats} times`}; everything that learns, resampling too, was fitted anew in every fold. The plain model is always among the candidates.</p></div>
${chart(all, view, pen, criterion)}</div>`,
    table(
      'Candidates',
      [
        'Candidate',
        criterion,
        ...(sameFigure ? [] : ['Average precision']),
        'Difference to plain',
        'On rows learned from',
      ],
      rows,
    ),
    search(view, pen, criterion),
    unlabeled(view),
  )
}

function chart(all: readonly Candidate[], view: View, pen: Pen, criterion: string): Markup | null {
  const { marks } = pen
  const shown = all.flatMap((row) => {
    const { value, low, high } = row.criterion
    return value === null || row.failure !== null
      ? []
      : [{ name: row.name, chosen: row.chosen, value, low: low ?? value, high: high ?? value }]
  })
  if (shown.length === 0) return null
  const plain = shown.find((row) => row.name === 'plain')
  const color = (row: { readonly chosen: boolean }): string => (row.chosen ? 'var(--accent)' : 'var(--quiet)')
  const label = `${criterion} of each candidate: ${shown.map((row) => `${row.name} ${writeNumber(row.value)}${row.chosen ? ' (winner)' : ''}`).join('; ')}`
  const drawing = pen.draw(label, {
    height: 48 + 30 * shown.length,
    marginLeft: 24 + 6.6 * Math.max(...shown.map((row) => [...shorten(row.name, 18)].length)),
    marginRight: 54,
    marginTop: 10,
    x: { nice: true, ticks: 5, grid: true, label: null },
    y: { domain: [shown.length - 0.5, -0.5], axis: null },
    marks: [
      plain === undefined
        ? null
        : marks.ruleX([plain.value], { stroke: 'currentColor', strokeDasharray: '2,3', strokeOpacity: 0.7 }),
      marks.ruleY(shown, { x1: 'low', x2: 'high', y: (_, i) => i, stroke: color, strokeWidth: 5, strokeOpacity: 0.4 }),
      marks.dot(shown, { x: 'value', y: (_, i) => i, r: 5, fill: color, stroke: color }),
      [true, false].map((chosen) => {
        const rows = shown.flatMap((row, y) => (row.chosen === chosen ? [{ ...row, y }] : []))
        const fontWeight = chosen ? 700 : 400
        return [
          marks.text(rows, {
            frameAnchor: 'left',
            y: 'y',
            text: (row) => shorten(row.name, 18),
            textAnchor: 'end',
            dx: -10,
            fontWeight,
          }),
          marks.text(rows, {
            frameAnchor: 'right',
            y: 'y',
            text: (row) => writeNumber(row.value),
            textAnchor: 'start',
            dx: 8,
            fontWeight,
          }),
        ]
      }),
    ],
  })
  const better = view.metrics.comparison.higherIsBetter ? 'More is better.' : 'Less is better.'
  return figure(
    criterion,
    html`mean over the folds, with its 95 % interval. ${better}${plain !== undefined && ' The dotted line is the plain model.'}`,
    drawing,
  )
}
