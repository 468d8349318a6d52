/**
 * What is known of each member whose near fellows are known: that too few outsiders lie within the reach of these, or
 * which outsider is nearest, or nothing yet.
 */
export interface OpenMembers {
  readonly state: Uint8Array
  /** Where the state is `met`: the nearest outsider, and its squared distance. */
  readonly rows: Int32Array
  readonly distances: Float64Array
}

export const clear = 0
export const open = 1
export const met = 2

/** Begins with members of whom nothing is known. */
export function openMembers(count: number): OpenMembers {
  return {
    state: new Uint8Array(count).fill(open),
    rows: new Int32Array(count).fill(-1),
    distances: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
  }
}

/** The places of the members that are open. */
export function placesOpen({ state }: OpenMembers): Int32Array {
  const places = new Int32Array(state.length)
  let count = 0
  for (let place = 0; place < state.length; place++) if (state[place] === open) places[count++] = place
  return places.slice(0, count)
}
