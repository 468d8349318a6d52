import type { Metrics } from '../../recipes/index.ts'
import { section, table } from '../figure.ts'
import { html, type Markup, type Piece } from '../html.ts'
import type { View } from '../view.ts'
import { shorten, writeCount, writeName } from '../write-number.ts'

type Finding = Metrics['findings'][number]

const most = 60
const longest = 1000
const groups = [
  ['error', '✕', 'Errors'],
  ['warning', '!', 'Warnings'],
  ['note', 'i', 'Notes'],
] as const

/** What the audit found, the gravest first, and the columns that were left out for it. */
export function findings(view: View): Markup {
  const { findings: all, leftOut, features } = view.metrics
  const passed = all.filter((finding) => finding.severity === 'passed')
  const found = groups.flatMap(([severity, sign, title]) => {
    const some = all.filter((finding) => finding.severity === severity)
    return some.length === 0
      ? []
      : [
          html`<h3 class="${severity}"><span class="sign" aria-hidden="true">${sign}</span>${title} <small>${some.length}</small></h3>${list(some)}`,
        ]
  })
  return section(
    'findings',
    'What the audit found',
    found.length > 0 ? found : html`<p>Nothing to object to.</p>`,
    passed.length > 0 && html`<details><summary>${passed.length} checks passed</summary>${list(passed)}</details>`,
    leftOut.length > 0 && html`<h3>Columns left out <small>${leftOut.length}</small></h3>`,
    leftOut.length > 0 &&
      table(
        'Columns that were not learned from',
        ['Column', html`<span class="words">Why</span>`],
        leftOut.slice(0, most).map((row) => [writeName(row.column), html`<span class="words">${row.reason}</span>`]),
      ),
    more(leftOut.length),
    features.length > 0 &&
      html`<details><summary>${writeCount(features.length)} ${features.length === 1 ? 'column' : 'columns'} learned from</summary><p>${features
        .slice(0, most)
        .map((name, i) => [i > 0 && ', ', writeName(name)])}</p>${more(features.length)}</details>`,
  )
}

function list(some: readonly Finding[]): Markup {
  return html`<ul class="findings">${some.slice(0, most).map(
    ({ subject, sentence, remedy, check }) =>
      html`<li>${subject !== null && html`<span class="tag">${writeName(subject)}</span> `}${shorten(sentence, longest)}${remedy !== null && html`<span class="remedy">→ ${shorten(remedy, longest)}</span>`}<small class="check">${check}</small></li>
`,
  )}</ul>${more(some.length)}`
}

function more(count: number): Piece {
  return count > most && html`<p class="note">And ${writeCount(count - most)} more, in <code>metrics.json</code>.</p>`
}
