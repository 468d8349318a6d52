import { countClasses, type Labels, type Split } from '../../core/index.ts'
import type { Metrics } from '../metrics.ts'
import type { DataSet } from '../reading/data-set.ts'

/** What `metrics.json` says of a part. */
export function describePart(part: Split, { y, groups }: DataSet): Metrics['parts'][number] {
  return {
    part: part.part,
    rows: part.rows.length,
    classes: Array.from(countClasses(part.of(y))),
    groups: groups ? new Set(part.of(groups)).size : null,
  }
}

/** How often each class occurs. */
export function classCounts(y: Labels): Metrics['classes'] {
  const counts = countClasses(y)
  return y.classes.map((name, code) => ({
    class: String(name),
    rows: counts[code]!,
    share: counts[code]! / y.codes.length,
  }))
}
