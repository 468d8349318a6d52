import { countClasses, type Labels, type Split, z } from '../../core/index.ts'
import type { DataSet } from '../reading/data-set.ts'

/** How many rows of each class a part has; groups where rows have them. */
export const partSchema = z.strictObject({
  part: z.enum(['train', 'validation', 'test']),
  rows: z.int(),
  classes: z.array(z.int()),
  groups: z.int().nullable(),
})

export const classCountsSchema = z.array(z.strictObject({ class: z.string(), rows: z.int(), share: z.number() }))

/** What `metrics.json` says of a part. */
export function describePart(part: Split, { y, groups }: DataSet): z.infer<typeof partSchema> {
  return {
    part: part.part,
    rows: part.rows.length,
    classes: Array.from(countClasses(part.of(y))),
    groups: groups ? new Set(part.of(groups)).size : null,
  }
}

/** How often each class occurs. */
export function classCounts(y: Labels): z.infer<typeof classCountsSchema> {
  const counts = countClasses(y)
  return y.classes.map((name, code) => ({
    class: String(name),
    rows: counts[code]!,
    share: counts[code]! / y.codes.length,
  }))
}
