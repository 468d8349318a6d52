import { section } from '../figure.ts'
import { html, type Markup, type Piece } from '../html.ts'
import { type ClassFigures, countsOf, type View } from '../view.ts'
import { writeCount, writeName } from '../write-number.ts'

/** The judgment on test in plain counts: a hundred alarms, a hundred rows of the class. */
export function meaning(view: View): Markup | null {
  const found = view.onTest.get(view.focus)
  if (found === undefined) return null
  const name = writeName(view.focus)
  const { recall, precision } = found
  return section(
    'meaning',
    view.oneClass ? 'In plain counts' : html`In plain counts: the rarest class`.toString(),
    html`<div class="hundreds">
${hundred(
  'accent',
  recall.value,
  html`Of 100 ${name}, <b>${round(recall.value)}</b> ${plural(recall.value, 'is', 'are')} caught`,
  bounds(recall, 'caught'),
  html`No row of ${name} in the test part`,
)}${hundred(
  'second',
  precision.value,
  html`Of 100 alarms, <b>${round(precision.value)}</b> ${plural(precision.value, 'is', 'are')} right`,
  bounds(precision, 'right'),
  'No alarm was raised on the test part',
)}<div class="volume">${volume(view)}</div>
</div>`,
  )
}

function round(value: number | null): number {
  return Math.round((value ?? 0) * 100)
}

function plural(value: number | null, one: string, many: string): string {
  return round(value) === 1 ? one : many
}

function bounds({ low, high }: ClassFigures['recall'], what: string): Piece {
  return low !== null && high !== null && html`${round(low)} to ${round(high)} ${what}, with 95 % confidence`
}

function hundred(kind: string, value: number | null, sentence: Piece, interval: Piece, without: Piece): Markup {
  if (value === null) return html`<div class="hundred"><p>${without}</p></div>`
  return html`<div class="hundred">${squares(kind, round(value))}<p>${sentence}<small>${interval}</small></p></div>
`
}

/** A field of ten by ten squares, of which the first `filled` are filled. */
function squares(kind: string, filled: number): Markup {
  const path = (from: number, to: number): string => {
    let d = ''
    for (let i = from; i < to; i++) d += `M${(i % 10) * 10 + 1},${Math.floor(i / 10) * 10 + 1}h8v8h-8z`
    return d
  }
  return html`<svg class="squares" viewBox="0 0 100 100" width="100" height="100" role="img" aria-label="${filled} of 100"><path class="fill-${kind}" d="${path(0, filled)}"/><path class="fill-empty" d="${path(filled, 100)}"/></svg>`
}

function volume(view: View): Piece {
  const { total, actual, called, right } = countsOf(view, view.focus)
  if (total === 0 || view.metrics.test.confusion.length === 0) return null
  const name = writeName(view.focus)
  return html`<p>The test part has <b>${writeCount(total)}</b> rows, <b>${writeCount(actual)}</b> of them ${name}.</p>
<ul>
<li><b>${writeCount(called)}</b> ${called === 1 ? 'row was' : 'rows were'} called ${name}: <b>${writeCount(right)}</b> rightly, <b>${writeCount(called - right)}</b> not.</li>
<li><b>${writeCount(actual - right)}</b> ${name} ${actual - right === 1 ? 'was' : 'were'} missed.</li>
${called > 0 && html`<li>In every 1,000 rows, expect about <b>${per1000(called, total)}</b> alarms.</li>`}
</ul>`
}

function per1000(count: number, total: number): string {
  const value = (count / total) * 1000
  return value < 10 ? value.toFixed(1) : writeCount(Math.round(value))
}
