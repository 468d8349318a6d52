import type { LossTarget } from '../losses/index.ts'
import type { Design } from './design.ts'
import { rowFraction } from './row-fraction.ts'

/** So many rows of each class a column bring a model near to where all rows would. */
const rowsPerColumn = 300

/** Some rows of a design, with weights that let them stand for all. */
export interface SampleDesign {
  readonly design: Design
  readonly target: LossTarget
}

/**
 * A sample of the rows of a design for a first, rough fit: of each class some hundreds of rows a column, or all that it
 * has. Which they are depends on nothing but their numbers. Undefined where they would be a tenth of all rows or more.
 */
export function sampleDesign(design: Design, { codes, weights, classCount }: LossTarget): SampleDesign | undefined {
  const wanted = rowsPerColumn * (design.columnCount + 1)
  const { rowCount } = design
  if (wanted * classCount > rowCount / 10) return undefined
  const counts = new Float64Array(classCount)
  for (let row = 0; row < rowCount; row++) if (weights[row]! > 0) counts[codes[row]!]!++
  const chances = counts.map((count) => (count > wanted ? wanted / count : 1))
  const rows: number[] = []
  for (let row = 0; row < rowCount; row++) {
    if (weights[row]! > 0 && rowFraction(row) < chances[codes[row]!]!) rows.push(row)
  }
  return {
    design: takeDesignRows(design, rows),
    target: {
      codes: Int32Array.from(rows, (row) => codes[row]!),
      weights: Float64Array.from(rows, (row) => weights[row]! / chances[codes[row]!]!),
      classCount,
    },
  }
}

function takeDesignRows(design: Design, rows: readonly number[]): Design {
  const { columnCount, cells, starts, indices, values } = design
  const rowCount = rows.length
  if (cells) {
    const taken = new Float64Array(rowCount * columnCount)
    for (const [place, row] of rows.entries()) {
      taken.set(cells.subarray(row * columnCount, (row + 1) * columnCount), place * columnCount)
    }
    return { ...design, rowCount, cells: taken }
  }
  const newStarts = new Int32Array(rowCount + 1)
  for (const [place, row] of rows.entries()) newStarts[place + 1] = newStarts[place]! + starts[row + 1]! - starts[row]!
  const newIndices = new Int32Array(newStarts[rowCount]!)
  const newValues = new Float64Array(newStarts[rowCount]!)
  for (const [place, row] of rows.entries()) {
    newIndices.set(indices.subarray(starts[row]!, starts[row + 1]!), newStarts[place]!)
    newValues.set(values.subarray(starts[row]!, starts[row + 1]!), newStarts[place]!)
  }
  return { ...design, rowCount, starts: newStarts, indices: newIndices, values: newValues }
}
