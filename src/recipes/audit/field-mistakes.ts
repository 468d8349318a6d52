import { countClasses } from '../../core/index.ts'
import { type Check, finding, percent } from './check.ts'

/** The mistakes of the field that a figure or a rule could hide, and how this job avoids them. */
export const checkFieldMistakes: Check = ({ data: { y, clusters, costs, positive } }) => {
  const counts = countClasses(y)
  const majority = counts.indexOf(Math.max(...counts))
  const share = counts[majority]! / y.codes.length
  const found = [
    finding(
      share > 0.8 ? 'warning' : 'note',
      'accuracy-alone',
      String(y.classes[majority]),
      `Always answering "${y.classes[majority]}" would be right in ${percent(share)} of the rows without finding anything.`,
      'Never quote accuracy alone; here it stands beside that figure.',
    ),
    finding(
      'passed',
      'rebalancing-before-split',
      null,
      'Rows are split first; only train is rebalanced, again in every fold.',
    ),
    finding(
      'passed',
      'resampled-held-out-parts',
      null,
      'Validation and test keep their original rows at their natural shares.',
    ),
  ]
  if (positive !== undefined && Math.min(...counts) / y.codes.length < 0.1) {
    found.push(
      finding(
        'note',
        'roc-auc-alone',
        positive,
        `With ${percent(Math.min(...counts) / y.codes.length)} positives, ROC-AUC looks good even when most alarms are false.`,
        'Read average precision and the precision at the recall you need.',
      ),
    )
  }
  if (new Set(clusters).size < clusters.length) {
    found.push(
      finding(
        'passed',
        'duplicates-across-parts',
        null,
        'Copies of a row were kept in one part; a plain random split would have torn them apart.',
      ),
    )
  }
  if (costs ? new Set(costs.flat()).size > 2 : y.classes.length > 2) {
    found.push(
      finding(
        'passed',
        'one-global-threshold',
        null,
        costs
          ? 'Errors cost differently; each row is decided by its least expected cost, not at 0.5.'
          : 'Classes differ in how rare they are; each has its own threshold.',
      ),
    )
  }
  return found
}
