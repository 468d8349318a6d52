import { headBytes } from './spare-memory.ts'

/** Where everything lies that assembly/estimates.ts and assembly/exact-slopes.ts work with; addresses in bytes. */
export interface ScreenLayout {
  /** The classes `Field` of the rows known to the bit and of those that have moved slopes, and the class `Screen`. */
  readonly exactField: number
  readonly pastField: number
  readonly screen: number
  readonly tables: number
  /** f64 and f32, for a stretch of rows. */
  readonly scratch: number
  readonly narrowScratch: number
  /** f64, one a stretch of 256 positions: the steepest rise in it. */
  readonly highest: number
  /** By position: f64 slopes, and where estimates may rise; f32 halves of squared lengths; i32 lists and pairs. */
  readonly slopes: number
  readonly open: number
  readonly halves: number
  readonly list: number
  readonly pairs: number
  /** Rows known to the bit, by slot. */
  readonly mostExact: number
  readonly exact: FieldPlaces
  readonly positions: number
  readonly rowI: number
  readonly rowJ: number
  /** Rows that have moved slopes, by number. */
  readonly mostPast: number
  readonly past: FieldPlaces
  readonly pastRow: number
  /** What has happened to a slope since it was last made anew. */
  readonly events: number
  readonly eventBytes: number
  /** Three queries in f64, then as many in f32 as rows can move slopes. */
  readonly queries: number
  readonly queryBytes: number
  readonly narrowQueries: number
  readonly narrowBytes: number
  /** f64, by number of the query. */
  readonly factors: number
  readonly alike: number
  /** i32: where the row of a query is kept, and whether it is known. */
  readonly kept: number
  readonly panels: number
  /** Rows of the kernel in f32, so many and so long. */
  readonly cache: number
  readonly mostKept: number
  readonly rowBytes: number
  readonly totalBytes: number
}

/** What a field holds. */
export interface FieldPlaces {
  readonly panels: number
  readonly squares: number
  readonly slopes: number
  readonly rise: number
  readonly fall: number
  readonly diagonal: number
}

/** After so many steps estimates are no longer worth it: all slopes would have to be worked out to the bit. */
export function mostSteps(rowCount: number): number {
  return Math.max(2048, rowCount >> 3)
}

/** With fewer rows kept, they would be computed too often. */
const leastKept = 16
/** What 32 bits can address, and not half of it used up by one job. */
const largestMemory = 2 ** 31

/** Plans the memory where so many rows are known from the start; undefined where there is not enough. */
export function layOutScreen(
  rowCount: number,
  columnCount: number,
  knownCount: number,
  cacheBytes: number,
): ScreenLayout | undefined {
  const places = (rowCount + 15) & ~15
  let end = headBytes
  function take(bytes: number): number {
    const address = end
    end += Math.ceil(bytes / 64) * 64
    return address
  }
  const takeField = (most: number): FieldPlaces => ({
    panels: take(most * columnCount * 8),
    squares: take(most * 8),
    slopes: take(most * 8),
    rise: take(most * 8),
    fall: take(most * 8),
    diagonal: take(most * 8),
  })
  const mostExact = (knownCount + Math.max(2048, rowCount >> 4) + 7) & ~7
  const mostPast = Math.min(8192, places)
  const queryBytes = Math.ceil((16 + columnCount * 20) / 64) * 64
  const narrowBytes = Math.ceil((16 + columnCount * 4) / 16) * 16
  const eventBytes = mostSteps(rowCount) * 56
  const layout = {
    exactField: take(128),
    pastField: take(128),
    screen: take(64),
    tables: take(2048),
    scratch: take(4096),
    narrowScratch: take(2048),
    highest: take((places >> 5) + 64),
    slopes: take(places * 8),
    open: take(places * 8),
    halves: take(places * 4),
    list: take(places * 4),
    pairs: take(places * 4),
    mostExact,
    exact: takeField(mostExact),
    positions: take(mostExact * 4),
    rowI: take(mostExact * 4),
    rowJ: take(mostExact * 4),
    mostPast,
    past: takeField(mostPast),
    pastRow: take(mostPast * 4),
    events: take(eventBytes),
    eventBytes,
    queries: take(queryBytes * 3),
    queryBytes,
    narrowQueries: take(narrowBytes * mostPast),
    narrowBytes,
    factors: take(mostPast * 8),
    alike: take(mostPast * 8),
    kept: take(mostPast * 8),
    panels: take(places * columnCount * 4),
  }
  const rowBytes = places * 4
  const mostKept = Math.min(Math.floor(Math.min(cacheBytes, largestMemory - end) / rowBytes), rowCount)
  if (mostKept < leastKept) return undefined
  return { ...layout, cache: end, mostKept, rowBytes, totalBytes: end + mostKept * rowBytes }
}
