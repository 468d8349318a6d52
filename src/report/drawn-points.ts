export interface CurvePoint {
  readonly x: number
  readonly y: number
}

/** The points of a curve in the unit square that can be told apart at `pixels` a side; first and last are kept. */
export function drawnPoints(xs: readonly number[], ys: readonly number[], pixels = 400): CurvePoint[] {
  const points: CurvePoint[] = []
  const step = 0.75 / pixels
  for (let i = 0; i < xs.length; i++) {
    const [x, y, last] = [xs[i]!, ys[i]!, points.at(-1)]
    const seen = last !== undefined && Math.abs(x - last.x) < step && Math.abs(y - last.y) < step
    if (Number.isFinite(x) && Number.isFinite(y) && (!seen || i === xs.length - 1)) points.push({ x, y })
  }
  return points
}
