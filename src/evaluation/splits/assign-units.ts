import { type Imbalance, imbalance } from './imbalance.ts'
import { placeByRarest } from './place-by-rarest.ts'
import type { UnitTable } from './unit-table.ts'

/** How many class counts the search may look at: well under a second. */
const budget = 4e7
const goldenRatio = 0.6180339887498949

/**
 * The part of each unit. Units are placed one after the other, those that weigh most first, each where it brings the
 * parts nearest to their shares; then units are moved and swapped as long as that helps. With few units the whole is
 * tried from many orders and the best kept. `rank` is the drawn order of the units and settles ties. Where rows have
 * several labels the first start is that of `placeByRarest`.
 */
export function assignUnits(
  table: UnitTable,
  fractions: Float64Array,
  rank: Int32Array,
  manyLabels = false,
): Int32Array {
  const kinds = unitKinds(table, rank)
  const weights = unitWeights(table)
  const starts = table.codes.length * fractions.length < 20_000 ? 100 : 1
  let best: Int32Array | undefined
  let least = Number.POSITIVE_INFINITY
  let visits = 0
  for (let start = 0; start < starts && visits < budget; start++) {
    const state = imbalance(table, fractions)
    const partOf =
      start === 0 && manyLabels
        ? placeByRarest(state, table, fractions, kinds)
        : start % 2 === 0
          ? place(state, table, fractions.length, placingOrder(weights, rank, start))
          : scatter(state, fractions, rank, start)
    improve(state, kinds, fractions.length, partOf)
    visits += state.visits
    const value = state.value()
    if (value < least - 1e-12) {
      least = value
      best = partOf
    }
  }
  return best!
}

/** The square of what a unit can do to the balance. */
function unitWeights(table: UnitTable): Float64Array {
  const weights = new Float64Array(table.count)
  for (let unit = 0; unit < table.count; unit++) {
    for (let at = table.starts[unit]!; at < table.starts[unit + 1]!; at++) {
      const share = table.rows[at]! / table.totals[table.codes[at]!]!
      weights[unit]! += share * share
    }
  }
  return weights
}

/** The heaviest first; each further start stretches the weights by other factors between 1 and 2. */
function placingOrder(weights: Float64Array, rank: Int32Array, start: number): Int32Array {
  const stretched = weights.map((weight, unit) => weight * (1 + ((start * (rank[unit]! + 1) * goldenRatio) % 1)))
  const order = Int32Array.from(weights.keys())
  return order.sort((a, b) => stretched[b]! - stretched[a]! || rank[a]! - rank[b]!)
}

function place(state: Imbalance, table: UnitTable, parts: number, order: Int32Array): Int32Array {
  const partOf = new Int32Array(table.count)
  for (const unit of order) {
    let least = Number.POSITIVE_INFINITY
    for (let part = 0; part < parts; part++) {
      const change = state.arrival(unit, part)
      if (change >= least - 1e-15) continue
      least = change
      partOf[unit] = part
    }
    state.put(unit, partOf[unit]!, 1)
  }
  return partOf
}

/** Places units without a look at their classes, from where the search may find what placing in turn cannot. */
function scatter(state: Imbalance, fractions: Float64Array, rank: Int32Array, start: number): Int32Array {
  return rank.map((own, unit) => {
    let rest = ((own + 1) * (start + goldenRatio) * goldenRatio) % 1
    let part = 0
    while (part < fractions.length - 1 && rest >= fractions[part]!) rest -= fractions[part++]!
    state.put(unit, part, 1)
    return part
  })
}

/** Units with equal counts are of one kind and interchangeable, which keeps the search small. */
function improve(state: Imbalance, kinds: readonly (readonly number[])[], parts: number, partOf: Int32Array): void {
  const members = kinds.map((units) => {
    const byPart: number[][] = Array.from({ length: parts }, () => [])
    for (const unit of units) byPart[partOf[unit]!]!.push(unit)
    return byPart
  })
  const reach = kinds.length <= 256 ? kinds.length : 32
  let settled = 0
  const spent = state.visits
  for (let at = 0; settled < kinds.length * parts && state.visits - spent < budget; at++) {
    const kind = Math.floor(at / parts) % kinds.length
    if (improveOne(state, members, kind, at % parts, reach, partOf)) settled = 0
    else settled++
  }
}

/** The best move or swap for one unit of that kind in that part; says whether there was one. */
function improveOne(
  state: Imbalance,
  members: readonly number[][][],
  kind: number,
  from: number,
  reach: number,
  partOf: Int32Array,
): boolean {
  const home = members[kind]![from]!
  const unit = home.at(-1)
  if (unit === undefined) return false
  let least = -1e-12
  let target = -1
  let partner = -1
  const first = Math.max(0, Math.min(members.length - reach, kind - (reach >> 1)))
  for (let to = 0; to < members[kind]!.length; to++) {
    if (to === from) continue
    const change = state.exchange(unit, -1, from, to)
    if (change < least) {
      least = change
      target = to
      partner = -1
    }
    for (let other = first; other < first + reach; other++) {
      const candidate = members[other]![to]!.at(-1)
      if (other === kind || candidate === undefined) continue
      const swapped = state.exchange(unit, candidate, from, to)
      if (swapped >= least) continue
      least = swapped
      target = to
      partner = other
    }
  }
  if (target < 0) return false
  relocate(state, home, members[kind]![target]!, from, target, partOf)
  // The unit that has just come is last in its list: the one to send back is taken from the partner's own list.
  if (partner >= 0) relocate(state, members[partner]![target]!, members[partner]![from]!, target, from, partOf)
  return true
}

function relocate(
  state: Imbalance,
  source: number[],
  goal: number[],
  from: number,
  to: number,
  partOf: Int32Array,
): void {
  const unit = source.pop()!
  goal.push(unit)
  partOf[unit] = to
  state.put(unit, from, -1)
  state.put(unit, to, 1)
}

/** The units of each kind, in drawn order; kinds of like composition are neighbors. */
function unitKinds(table: UnitTable, rank: Int32Array): number[][] {
  const kinds = new Map<string, number[]>()
  const drawn = new Int32Array(table.count)
  for (let unit = 0; unit < table.count; unit++) drawn[rank[unit]!] = unit
  for (const unit of drawn) {
    const entries: string[] = []
    for (let at = table.starts[unit]!; at < table.starts[unit + 1]!; at++) {
      entries.push(`${table.codes[at]}:${table.rows[at]}`)
    }
    const key = entries.sort().join(' ')
    const same = kinds.get(key)
    if (same) same.push(unit)
    else kinds.set(key, [unit])
  }
  return [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, units]) => units)
}
