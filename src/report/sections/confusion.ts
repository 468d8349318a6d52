import { html, type Markup } from '../html.ts'
import type { View } from '../view.ts'
import { shorten, writeCount, writeName, writePercent } from '../write-number.ts'

const mostClasses = 20

/** What was decided for the rows of each class, on test; null where the matrix was too large to keep. */
export function confusion(view: View): Markup | null {
  const { classes, test } = view.metrics
  const names = classes.map((row) => row.class)
  if (test.confusion.length !== names.length || names.length === 0) return null
  const kept = names.length <= mostClasses ? names.map((_, i) => i) : mostConfused(test.confusion)
  const folded = fold(test.confusion, kept)
  const labels = kept.map((at) => names[at]!)
  const rest = names.length - kept.length
  if (rest > 0) labels.push(`${writeCount(rest)} others`)
  const caption = `Rows of the ${view.words.judged} part: truth down, decision across`
  return html`<div><p class="note">Each cell in rows, and in percent of the true class. Blue is right, orange is wrong.${
    rest > 0 && ` The ${kept.length} classes with the most errors; the others are counted together.`
  }</p>
<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table class="confusion${names.length > 6 && ' many'}"><caption><span>${caption}</span></caption>
<thead><tr><th scope="col">Truth</th>${labels.map((name) => html`<th scope="col">${names.length <= 6 && html`<span class="says">says</span> `}${writeName(shorten(name, 24))}</th>`)}<th scope="col">All</th></tr></thead>
<tbody>${folded.map((counts, i) => writeRow(labels[i]!, counts, i, rest > 0 && i === kept.length))}</tbody></table></div></div>`
}

function writeRow(name: string, counts: readonly number[], at: number, others: boolean): Markup {
  const all = counts.reduce((a, b) => a + b, 0)
  return html`<tr><th scope="row">${writeName(shorten(name, 24))}</th>${counts.map((count, j) => {
    const share = all > 0 ? count / all : 0
    const kind = j !== at ? 'wrong' : others ? 'mixed' : 'right'
    return html`<td class="${kind}" style="--share:${Math.round(share * 100) / 100}">${count === 0 ? html`<span class="quiet">0</span>` : html`${writeCount(count)} <small>${writePercent(share)}</small>`}</td>`
  })}<td>${writeCount(all)}</td></tr>
`
}

/** The classes with the most rows decided wrongly for or against them, in their own order. */
function mostConfused(matrix: readonly (readonly number[])[]): number[] {
  const errors = matrix.map(() => 0)
  matrix.forEach((row, i) => {
    row.forEach((count, j) => {
      if (i === j || count === 0) return
      errors[i]! += count
      errors[j]! += count
    })
  })
  return errors
    .map((count, at) => ({ count, at }))
    .sort((a, b) => b.count - a.count || a.at - b.at)
    .slice(0, mostClasses)
    .map((row) => row.at)
    .sort((a, b) => a - b)
}

/** The matrix of the kept classes, with one more row and column for all others. */
function fold(matrix: readonly (readonly number[])[], kept: readonly number[]): number[][] {
  const size = kept.length < matrix.length ? kept.length + 1 : kept.length
  const place = new Map(kept.map((at, i) => [at, i]))
  const folded = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  matrix.forEach((row, i) => {
    row.forEach((count, j) => {
      if (count > 0) folded[place.get(i) ?? size - 1]![place.get(j) ?? size - 1]! += count
    })
  })
  return folded
}
