import { chartWidth, type Pen } from '../draw.ts'
import { figure, key } from '../figure.ts'
import { html, type Markup, type Piece } from '../html.ts'
import type { ClassFigures, View } from '../view.ts'
import { capital, shorten, writeName, writeNumber } from '../write-number.ts'

/** The top of the page: what was asked, and whether it holds. */
export function verdict(view: View, pen: Pen): Markup {
  const { asked } = view.metrics
  const { words } = view
  const [kind, sign, title] =
    asked.met === null
      ? ['open', '○', view.unjudged ? 'It could not be judged' : 'No goal was set']
      : asked.met
        ? ['met', '✓', 'The goal is met']
        : ['unmet', '✕', 'The goal is not met']
  return html`<section class="verdict ${kind}" id="verdict" aria-labelledby="verdict-title">
<div>
<h2 id="verdict-title"><span class="sign" aria-hidden="true">${sign}</span>${title}</h2>
<p class="asked">${asked.goal !== null && html`<span class="quiet">Asked:</span> `}${asked.sentence}</p>
<p>${withoutTitle(asked.verdict, title)}</p>
${
  (asked.met !== null || view.unjudged) &&
  html`<ul class="checks">
${check(`${capital(words.onJudged)}, ${words.how}`, asked.met)}${check(`${capital(words.onChosen)}, where the threshold was chosen`, asked.metOnValidation)}${check(`With 95 % confidence, by the lower bounds ${words.bounds}`, asked.assured)}</ul>`
}
${nearest(view)}
</div>
${goalChart(view, pen)}
</section>
`
}

/** The verdict tells first what the heading above it tells already. */
function withoutTitle(verdict: string, title: string): string {
  return verdict.startsWith(`${title}. `) ? verdict.slice(title.length + 2) : verdict
}

function check(what: string, holds: boolean | null): Piece {
  if (holds === null) return null
  return html`<li class="${holds ? 'yes' : 'no'}"><span aria-hidden="true">${holds ? '✓' : '✕'}</span> ${what}: <b>${holds ? 'yes' : 'no'}</b></li>
`
}

/** What could be had instead, where the goal is out of reach. */
function nearest({ metrics: { asked } }: View): Piece {
  const { recall, precision } = asked.goal ?? {}
  const rows: Piece[] = []
  const point = (title: Piece, at: typeof asked.nearest): void => {
    if (at === null) return
    rows.push(
      html`<div><dt>${title}</dt><dd>precision <b>${writeNumber(at.precision)}</b> at recall <b>${writeNumber(at.recall)}</b> <small>threshold ${writeNumber(at.threshold)}</small></dd></div>`,
    )
  }
  point('The nearest point', asked.nearest)
  if (asked.met === false || asked.metOnValidation === false) {
    if (recall !== undefined) point(`What recall ${recall} would cost`, asked.precisionAtRecall)
    if (precision !== undefined) point(`What precision ${precision} would cost`, asked.recallAtPrecision)
  }
  return rows.length > 0 && html`<dl class="instead">${rows}</dl>`
}

function goalChart(view: View, pen: Pen): Markup {
  const { marks } = pen
  const { recall, precision } = view.metrics.asked.goal ?? {}
  const rows = goalRows(view)
  const shown = rows.flatMap((row, y) => {
    const { value, low, high } = row.figure
    return value === null ? [] : [{ y, value, low: low ?? value, high: high ?? value, kind: row.kind }]
  })
  const wanted = rows.flatMap((row, y) => {
    const x = row.kind === 'recall' ? recall : precision
    return x === undefined ? [] : [{ x, from: y - 0.42, to: y + 0.42 }]
  })
  const left = 24 + 6.2 * Math.max(...rows.map((row) => [...row.label].length), 8)
  const label = `Recall and precision with their 95 % intervals: ${rows.map((row) => `${row.label} ${writeNumber(row.figure.value)}`).join('; ')}`
  const drawing = pen.draw(label, {
    width: chartWidth,
    height: 58 + 30 * rows.length,
    marginLeft: left,
    marginRight: 44,
    marginTop: 10,
    x: { domain: [0, 1], ticks: 5, grid: true, label: null },
    y: { domain: [rows.length - 0.5, -0.5], axis: null },
    marks: [
      marks.text(rows, { x: 0, y: (_, i) => i, text: 'label', textAnchor: 'end', dx: -10 }),
      marks.ruleX(wanted, { x: 'x', y1: 'from', y2: 'to', stroke: 'currentColor', strokeWidth: 2.5 }),
      marks.ruleY(shown, { x1: 'low', x2: 'high', y: 'y', stroke: color, strokeWidth: 5, strokeOpacity: 0.4 }),
      marks.dot(shown, { x: 'value', y: 'y', r: 5, fill: color }),
      marks.text(rows, {
        x: 1,
        y: (_, i) => i,
        text: (row) => writeNumber(row.figure.value),
        textAnchor: 'start',
        dx: 8,
        fontWeight: 600,
      }),
    ],
  })
  const caption = html`${key('accent', 'recall')}${key('second', 'precision')}${wanted.length > 0 && key('ink', 'asked')}<br>A dot is the figure, the band around it its 95 % interval.`
  return figure(
    view.oneClass ? html`${writeName(view.focus)}, asked and reached` : `The rarest classes ${view.words.onJudged}`,
    caption,
    drawing,
  )
}

function color(row: { readonly kind: string }): string {
  return row.kind === 'recall' ? 'var(--accent)' : 'var(--second)'
}

interface GoalRow {
  readonly label: string
  readonly kind: 'recall' | 'precision'
  readonly figure: ClassFigures['recall']
}

function goalRows(view: View): GoalRow[] {
  if (view.oneClass) {
    return (['recall', 'precision'] as const).flatMap((kind) =>
      (
        [
          [view.words.chosen, view.onValidation],
          [view.words.judged, view.unjudged ? new Map<string, ClassFigures>() : view.onTest],
        ] as const
      ).flatMap(([part, figures]) => {
        const found = figures.get(view.focus)?.[kind]
        return found === undefined ? [] : [{ label: `${kind}, ${part}`, kind, figure: found }]
      }),
    )
  }
  return view.rarest.slice(0, 5).flatMap((name) => {
    const found = view.onTest.get(name)
    if (found === undefined) return []
    return (['recall', 'precision'] as const).map((kind) => ({
      label: kind === 'recall' ? shorten(name, 16) : '',
      kind,
      figure: found[kind],
    }))
  })
}
