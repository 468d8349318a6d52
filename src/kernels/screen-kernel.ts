/** The parts of assembly/estimates.ts and assembly/exact-slopes.ts; addresses in bytes. */
export interface ScreenKernel {
  openScreen(screen: number): void
  gatherEstimates(active: number, least: number, list: number): number
  addEstimates(
    queries: number,
    queryBytes: number,
    factors: number,
    alike: number,
    rows: number,
    count: number,
    p: number,
    q: number,
    to: number,
  ): number
  swapEstimates(pairs: number, count: number): void
  openSlopes(field: number): void
  readQuery(slot: number, query: number): void
  findExactSecond(first: number, highest: number, count: number, query: number, row: number, positions: number): number
  moveExact(
    count: number,
    rowI: number,
    byI: number,
    query: number,
    rowJ: number,
    byJ: number,
    positions: number,
  ): number
  findExactFirst(count: number, positions: number): number
  scatterExact(count: number, positions: number, slopes: number): void
  replay(
    count: number,
    query: number,
    row: number,
    base: number,
    fromBounds: number,
    additions: number,
    steps: number,
    end: number,
  ): number
}
