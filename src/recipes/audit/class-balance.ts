import { countClasses } from '../../core/index.ts'
import { type Check, finding, percent } from './check.ts'

/** The fewest rows of a class that still leave a few in each part and fold. */
const enoughRows = 20

/** Class counts, their ratio, and classes too small to split. */
export const checkClassBalance: Check = ({ data: { y }, options }) => {
  const counts = countClasses(y)
  const total = y.codes.length
  const byCount = [...counts.keys()].sort((a, b) => counts[a]! - counts[b]!)
  const rarest = byCount[0]!
  const largest = byCount.at(-1)!
  const ratio = counts[largest]! / Math.max(1, counts[rarest]!)
  const found = [
    finding(
      ratio >= 4 ? 'warning' : 'note',
      'class-balance',
      String(y.classes[rarest]),
      `"${y.classes[rarest]}" has ${counts[rarest]} of ${total} rows (${percent(counts[rarest]! / total)}), 1 for every ${Number(ratio.toPrecision(3))} of "${y.classes[largest]}".`,
      ratio >= 4
        ? 'Judge by precision, recall and average precision of the rare class; compare weights and resampling with the plain model.'
        : null,
    ),
  ]
  const small = byCount.filter((code) => counts[code]! < enoughRows)
  for (const code of small.slice(0, 10)) {
    found.push(
      finding(
        counts[code]! < 3 ? 'error' : 'warning',
        'class-too-small',
        String(y.classes[code]),
        `"${y.classes[code]}" has ${counts[code]} ${counts[code] === 1 ? 'row' : 'rows'}: too few to learn from, choose a threshold on and judge on (train, validation and test, ${options.folds} folds).`,
        'Collect more of it, merge it with a near class, or look for one class with `positive`.',
      ),
    )
  }
  if (small.length > 10) {
    found.push(
      finding(
        'warning',
        'class-too-small',
        null,
        `${small.length - 10} more classes have fewer than ${enoughRows} rows.`,
        'Merge them, or collect more.',
      ),
    )
  }
  return found
}
