import type { Metrics } from '../../recipes/index.ts'
import { chartWidth, type Pen } from '../draw.ts'
import { drawnPoints } from '../drawn-points.ts'
import { figure, key, section } from '../figure.ts'
import { html, type Markup } from '../html.ts'
import type { ClassFigures, View } from '../view.ts'
import { shorten, writeName, writeNumber, writePercent } from '../write-number.ts'
import { sweep } from './sweep.ts'

type Curve = Metrics['curves']['precisionRecall']['test'][number]

const mostClasses = 8

/** What else the scores could do: precision against recall, and every threshold. */
export function curves(view: View, pen: Pen): Markup | null {
  const { validation, test } = view.metrics.curves.precisionRecall
  const onValidation = new Map(validation.map((curve) => [curve.class, curve]))
  const onTest = new Map(test.map((curve) => [curve.class, curve]))
  const drawn = view.rarest.filter((name) => onValidation.has(name) || onTest.has(name))
  const names = view.oneClass && drawn.includes(view.focus) ? [view.focus] : drawn.slice(0, mostClasses)
  const small = names.length > 2
  const panels = names.map((name) => panel(view, pen, name, onValidation.get(name), onTest.get(name), small))
  const swept = sweep(view, pen)
  if (panels.length === 0 && swept === null) return null
  return section(
    'curves',
    'Curves',
    html`<p class="note">${key('accent', view.words.judged)}${key('accent-dashed', view.words.chosen)}<span class="key"><span class="dot"></span>operating point ${view.words.onJudged}, with its 95 % intervals</span>${hasRegion(view) && html`<span class="key"><span class="region"></span>what was asked</span>`}</p>`,
    html`<div class="${small ? 'panels' : 'pair'}">${panels}${!small && swept}</div>`,
    drawn.length > names.length &&
      names.length > 1 &&
      html`<p class="note">The ${names.length} rarest of ${drawn.length} classes.</p>`,
    small && swept,
  )
}

function hasRegion(view: View): boolean {
  const { recall, precision } = view.metrics.asked.goal ?? {}
  return recall !== undefined || precision !== undefined
}

function panel(
  view: View,
  pen: Pen,
  name: string,
  validation: Curve | undefined,
  test: Curve | undefined,
  small: boolean,
): Markup {
  const { marks } = pen
  const goal = view.metrics.asked.goal
  const line = (curve: Curve | undefined) => (curve ? drawnPoints(curve.recall, curve.precision) : [])
  const found = view.onTest.get(name)
  const point = found ? operatingPoint(found) : []
  const share = view.metrics.classes.find((row) => row.class === name)?.share ?? null
  const average = found?.averagePrecision.value ?? null
  const drawing = pen.draw(
    `Precision against recall for ${shorten(name, 40)}; average precision ${view.words.onJudged} ${writeNumber(average)}; operating point: recall ${writeNumber(point[0]?.x ?? null)}, precision ${writeNumber(point[0]?.y ?? null)}`,
    {
      width: small ? 260 : chartWidth,
      height: small ? 230 : 310,
      marginLeft: 42,
      marginBottom: 38,
      x: { domain: [0, 1], ticks: 5, grid: true, label: 'recall', labelArrow: 'none' },
      y: { domain: [0, 1], ticks: 5, grid: true, label: 'precision', labelArrow: 'none' },
      marks: [
        hasRegion(view)
          ? marks.rect([{ x1: goal?.recall ?? 0, y1: goal?.precision ?? 0 }], {
              x1: 'x1',
              y1: 'y1',
              x2: 1,
              y2: 1,
              fill: 'var(--region)',
              stroke: 'var(--met)',
              strokeOpacity: 0.6,
            })
          : null,
        share === null
          ? null
          : marks.ruleY([share], { stroke: 'currentColor', strokeOpacity: 0.5, strokeDasharray: '1,4' }),
        marks.line(line(validation), {
          x: 'x',
          y: 'y',
          stroke: 'var(--accent)',
          strokeWidth: 1.5,
          strokeDasharray: '4,3',
          strokeOpacity: 0.8,
        }),
        marks.line(line(test), { x: 'x', y: 'y', stroke: 'var(--accent)', strokeWidth: 2 }),
        marks.ruleY(point, { x1: 'left', x2: 'right', y: 'y', stroke: 'var(--second)', strokeWidth: 2 }),
        marks.ruleX(point, { y1: 'low', y2: 'high', x: 'x', stroke: 'var(--second)', strokeWidth: 2 }),
        marks.dot(point, { x: 'x', y: 'y', r: 5, fill: 'var(--second)', stroke: 'var(--card)', strokeWidth: 1.5 }),
      ],
    },
  )
  const chance = share !== null && html`chance would give ${writePercent(share)}, the dotted line`
  const caption =
    average === null
      ? chance && html`Guessing would reach a precision of ${writePercent(share)}, the dotted line.`
      : html`Average precision ${view.words.onJudged} ${writeNumber(average)}${chance && html`; ${chance}`}.`
  return figure(small ? writeName(name) : html`Precision and recall of ${writeName(name)}.`, caption, drawing)
}

function operatingPoint({ recall, precision }: ClassFigures) {
  if (recall.value === null || precision.value === null) return []
  return [
    {
      x: recall.value,
      y: precision.value,
      left: recall.low ?? recall.value,
      right: recall.high ?? recall.value,
      low: precision.low ?? precision.value,
      high: precision.high ?? precision.value,
    },
  ]
}
