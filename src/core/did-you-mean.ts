/** `; did you mean "kNeighbors"?` where a known name is near the unknown one, else the list of what is known. */
export function didYouMean(unknown: string, known: readonly string[]): string {
  const scored = known.map((name) => ({ name, distance: editDistance(unknown.toLowerCase(), name.toLowerCase()) }))
  scored.sort((a, b) => a.distance - b.distance)
  const best = scored[0]
  if (best && best.distance <= Math.max(1, Math.floor(best.name.length / 3))) return `; did you mean ${best.name}?`
  return known.length > 0 ? `; there are ${known.slice(0, 20).join(', ')}` : ''
}

/** Insertions, deletions, substitutions and swaps of neighbors, each once. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swap = swapped ? before[j - 2]! + 1 : Number.POSITIVE_INFINITY
      current.push(Math.min(substitution, swap, previous[j]! + 1, current[j - 1]! + 1))
    }
    before = previous
    previous = current
  }
  return previous[b.length]!
}
