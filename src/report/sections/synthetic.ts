import { section, table } from '../figure.ts'
import { html, type Markup, type Piece } from '../html.ts'
import type { View } from '../view.ts'
import { writeCount, writeName, writeNumber, writePercent } from '../write-number.ts'

const most = 20

/** What the winner's new rows look like beside the rows that they were made from. */
export function synthetic({ metrics }: View): Markup | null {
  const { resampling } = metrics
  if (!resampling) return null
  const grown = resampling.classes.filter((one) => one.synthetic > 0)
  const median = (spread: { readonly median: number } | null) => writeNumber(spread?.median ?? null)
  return section(
    'synthetic',
    'The new rows',
    html`<p>The winner made ${writeCount(resampling.synthetic)} rows (${resampling.method}). A new row should lie as near to its parents as rows of the class lie to each other, and no more often among other classes than they do.</p>`,
    table(
      'New rows beside the rows of their class; distances between scaled columns',
      [
        'Class',
        'New',
        'To the nearest parent',
        'Among rows of the class',
        'To the nearest other class',
        'Among other classes',
        'its own rows',
        'Outside the class',
        'Exact copies',
        'Near test rows',
      ],
      grown
        .slice(0, most)
        .map((one): Piece[] => [
          writeName(one.class),
          writeCount(one.synthetic),
          median(one.toParent),
          median(one.amongOriginals),
          median(one.toOtherClass),
          writePercent(one.inOtherTerritory),
          writePercent(one.originalsInOtherTerritory),
          writePercent(one.outliers),
          writeCount(one.copiesOfOriginals + one.copiesOfSynthetic),
          one.test ? writeCount(one.test.near) : '–',
        ]),
    ),
    grown.length > most &&
      html`<p class="note">And ${writeCount(grown.length - most)} classes more, in <code>metrics.json</code>.</p>`,
  )
}
