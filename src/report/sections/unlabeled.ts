import { table } from '../figure.ts'
import { html, type Markup } from '../html.ts'
import type { View } from '../view.ts'
import { writeCount, writeName, writeNumber } from '../write-number.ts'

const mostShown = 30

/** The rows without labels: how many were safe to learn from, what they were taken for, how often that is right. */
export function unlabeled({ metrics }: View): Markup | null {
  const shown = metrics.unlabeled
  if (!shown) return null
  const { file, rows, repeated, ofKnownGroups, used, pseudoLabels } = shown
  const lines = pseudoLabels
    .slice(0, mostShown)
    .map((one) => [writeName(one.class), one.rows === null ? '–' : writeCount(one.rows), writeNumber(one.precision)])
  return html`<h3>Rows without labels</h3>
<p class="note">${writeName(file)} has ${writeCount(rows)} rows. ${writeCount(repeated)} repeat a labeled row${ofKnownGroups > 0 && html` and ${writeCount(ofKnownGroups)} belong to the group of one`}: they were left out, since some of those rows are judged on. ${writeCount(used)} were there to learn from.</p>
${lines.length > 0 && table('Pseudo-labels', ['Class', 'Rows taken for it', 'Right, out of fold'], lines)}${pseudoLabels.length > mostShown && html`<p class="note">The first ${mostShown} of ${writeCount(pseudoLabels.length)}; all are in metrics.json.</p>`}`
}
