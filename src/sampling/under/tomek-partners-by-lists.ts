import type { Context, Labels } from '../../core/index.ts'
import type { Space } from '../distances/space.ts'
import { nearestOthers } from '../nearest-others.ts'

/** The same as `tomekPartners`, from lists of nearest neighbors: for rows with missing cells and sparse rows. */
export async function tomekPartnersByLists(
  points: Space,
  y: Labels,
  largest: number,
  context: Context,
): Promise<Int32Array> {
  const { codes } = y
  const nearest = new Int32Array(codes.length).fill(-1)
  async function search(rows: Int32Array): Promise<void> {
    const found = await nearestOthers(points, rows, 1, context)
    rows.forEach((row, index) => {
      nearest[row] = found[index]!
    })
  }
  const rare = Int32Array.from(codes.keys()).filter((row) => codes[row] !== largest)
  await search(rare)
  const met = new Set<number>()
  for (const row of rare) if (codes[nearest[row]!] === largest) met.add(nearest[row]!)
  await search(Int32Array.from(met).sort())
  const partners = new Int32Array(codes.length).fill(-1)
  for (const row of rare) {
    const other = nearest[row]!
    if (codes[other] === codes[row] || nearest[other] !== row) continue
    partners[row] = other
    partners[other] = row
  }
  return partners
}
