import type { Context, Labels } from '../../core/index.ts'
import {
  countCloser,
  nearestNeighbors,
  nearestOutsiders,
  type Points,
  type Segments,
  takePoints,
} from '../../kernels/index.ts'
import { hasMissing, type Space } from '../distances/space.ts'
import { tomekPartnersByLists } from './tomek-partners-by-lists.ts'

/**
 * For each row its partner in a Tomek link, or −1: two rows of different classes, each nearest to the other.
 *
 * At least one row of a link is outside the largest class, so only these rows are asked whether their nearest neighbor
 * is of the largest class, and only rows so met whether anything is nearer to them: the same links as from all nearest
 * neighbors, at a fraction of the work. Rows with missing cells and sparse rows are searched for by lists.
 */
export async function tomekPartners(
  space: Space,
  y: Labels,
  largest: number,
  context: Context,
  segments?: Segments,
): Promise<Int32Array> {
  if ('format' in space || hasMissing(space.data)) return tomekPartnersByLists(space, y, largest, context)
  const partners = new Int32Array(y.codes.length).fill(-1)
  const [rare, others] = splitRows(y, largest)
  const question = { members: rare, others, fellows: 1, outsiders: 1, segments }
  const found = await nearestOutsiders(space, question, context)
  await linkToLargest(space, rare, found, partners, context)
  if (hasSeveral(y, rare)) await linkAmongRare(space, y, rare, found.rows, partners, context)
  return partners
}

function splitRows({ codes }: Labels, largest: number): [rare: Int32Array, others: Int32Array] {
  const rows = [new Int32Array(codes.length), new Int32Array(codes.length)] as const
  const counts = [0, 0] as [number, number]
  for (let row = 0; row < codes.length; row++) {
    const which = codes[row] === largest ? 1 : 0
    rows[which][counts[which]++] = row
  }
  return [rows[0].slice(0, counts[0]), rows[1].slice(0, counts[1])]
}

/** Whether the rare rows are of more than one class. */
function hasSeveral({ codes }: Labels, rare: Int32Array): boolean {
  return rare.some((row) => codes[row] !== codes[rare[0]!])
}

/** Rare rows that met a row of the largest class: partners where no row is nearer to it. */
async function linkToLargest(
  points: Points,
  rare: Int32Array,
  { rows, distances }: { readonly rows: Int32Array; readonly distances: Float64Array },
  partners: Int32Array,
  context: Context,
): Promise<void> {
  const nearestTo = new Map<number, number>()
  for (let member = 0; member < rare.length; member++) {
    const met = rows[member]!
    if (met < 0) continue
    const before = nearestTo.get(met)
    // Rare rows ascend, so at an equal distance the one before stays.
    if (before === undefined || distances[member]! < distances[before]!) nearestTo.set(met, member)
  }
  const met = Int32Array.from(nearestTo.keys()).sort()
  if (met.length === 0) return
  const members = met.map((row) => nearestTo.get(row)!)
  const bounds = {
    distances: Float64Array.from(members, (member) => distances[member]!),
    rows: members.map((member) => rare[member]!),
  }
  const counts = await countCloser({ points, rows: met }, points, bounds, 2, context)
  for (const [index, row] of met.entries()) {
    const partner = bounds.rows[index]!
    // Among all rows a row counts itself, unless its partner equals it and comes first.
    const itself = bounds.distances[index]! > 0 || row < partner ? 1 : 0
    if (counts[index]! > itself) continue
    partners[row] = partner
    partners[partner] = row
  }
}

/** Rare rows of different classes that are nearest to each other. */
async function linkAmongRare(
  points: Points,
  { codes }: Labels,
  rare: Int32Array,
  met: Int32Array,
  partners: Int32Array,
  context: Context,
): Promise<void> {
  if (rare.length < 2) return
  const { indices } = await nearestNeighbors(takePoints(points, rare), 1, context)
  for (let member = 0; member < rare.length; member++) {
    const other = indices[member]!
    const isMutual = indices[other] === member && met[member]! < 0 && met[other]! < 0
    if (isMutual && codes[rare[member]!] !== codes[rare[other]!]) partners[rare[member]!] = rare[other]!
  }
}
