import { type ClassName, DataError } from '../../core/index.ts'

/**
 * What a split may balance beside classes: how often each row has each label, row-major, rows × labels. `MultiLabels`
 * of core are such counts, with 0 and 1; `entityCounts` makes them of entities.
 */
export interface LabelCounts {
  readonly labels: readonly ClassName[]
  readonly data: Uint8Array | Float64Array
}

/** Refuses counts of the wrong shape, negative ones and labels beside classes. */
export function checkLabelCounts(who: string, counts: LabelCounts, rowCount: number, hasClasses: boolean): void {
  const width = counts.labels.length
  if (hasClasses) {
    throw new DataError(`${who}: \`y\` and \`labels\` are both given. Give classes or labels, not both.`)
  }
  if (counts.data.length !== rowCount * width) {
    throw new DataError(
      `${who}: \`labels\` has ${counts.data.length} cells for ${rowCount} rows and ${width} labels. Give one for each row and label.`,
    )
  }
  const odd = counts.data.findIndex((count) => !(count >= 0 && count < Number.POSITIVE_INFINITY))
  if (odd >= 0) {
    throw new DataError(
      `${who}: \`labels\` of row ${Math.floor(odd / width)} holds ${counts.data[odd]}. Counts must be 0 or more.`,
    )
  }
}
