import { type Context, DataError, sigmoid, softplus } from '../../core/index.ts'
import { defineScoreCalibrator } from './define-score-calibrator.ts'
import { mapInBlocks } from './map-in-blocks.ts'
import { type ConvexLoss, minimizeConvex } from './minimize-convex.ts'
import { safeLog } from './safe-log.ts'
import { ridge } from './vector-loss.ts'

/** `sigmoid(a × ln p − b × ln(1 − p) + c)`, a and b at least 0. */
interface BetaMap {
  readonly a: number
  readonly b: number
  readonly c: number
}

const beta = defineScoreCalibrator<BetaMap, 'beta'>({
  name: 'beta',
  fitScores: fitBeta,
  mapScore: ({ a, b, c }, score) => sigmoid(a * safeLog(score) - b * safeLog(1 - score) + c),
  pack: ({ a, b, c }) => [a, b, c],
  unpack: (packed) => {
    const [a, b, c] = Array.isArray(packed) ? packed : []
    if (![a, b, c].every(Number.isFinite) || a < 0 || b < 0) {
      throw new DataError('beta: the saved calibrator has no a, b and c; save it again.')
    }
    return { a, b, c }
  },
})

/**
 * Beta calibration: the odds of the probability, its two ends bent on their own. Three numbers a class, so it needs
 * little more rows than `plattCalibrator`; unlike that it can leave good probabilities just as they are, and follow
 * models that are too sure at one end only. It never turns the order of rows around. Probabilities are clipped to 1e-12.
 *
 * M. Kull, T. M. Silva Filho, P. Flach, "Beta calibration: a well-founded and easily implemented improvement on
 * logistic calibration for binary classifiers", AISTATS 2017. Equals the maximum of the likelihood with `a` or `b` set
 * to 0, as there, where it would be negative.
 */
export const betaCalibrator = beta.create
export const loadBeta = beta.load

async function fitBeta(
  scores: Float64Array,
  truth: Uint8Array,
  sampleWeight: Float64Array | undefined,
  context: Context,
): Promise<BetaMap> {
  const low = await mapInBlocks(scores, safeLog, context)
  const high = await mapInBlocks(scores, (score) => -safeLog(1 - score), context)
  const fitOnly = (free: readonly boolean[]) => fitEnds(low, high, truth, sampleWeight, free, context)
  let [a, b, c] = await fitOnly([true, true])
  if (a! < 0 && b! < 0) [a, b, c] = await fitOnly([false, false])
  else if (a! < 0) [a, b, c] = await fitOnly([false, true])
  else if (b! < 0) [a, b, c] = await fitOnly([true, false])
  if (a! < 0 || b! < 0) [a, b, c] = await fitOnly([false, false])
  return { a: a!, b: b!, c: c! }
}

/** The numbers of least log loss, those that are not free being 0. */
async function fitEnds(
  low: Float64Array,
  high: Float64Array,
  truth: Uint8Array,
  sampleWeight: Float64Array | undefined,
  free: readonly boolean[],
  context: Context,
): Promise<number[]> {
  const [freeA, freeB] = [free[0] ? 1 : 0, free[1] ? 1 : 0]
  const wanted = [freeA, freeB, 0]
  let mass = 0
  for (let row = 0; row < truth.length; row++) mass += sampleWeight ? sampleWeight[row]! : 1

  const loss: ConvexLoss = {
    rowCount: truth.length,
    rowsAtOnce: 1 << 16,
    add(before, at, from, to, slopes) {
      let sum = before
      let [ga, gb, gc, aa, ab, ac, bb, bc, cc] = [0, 0, 0, 0, 0, 0, 0, 0, 0]
      if (slopes) {
        const { gradient, curvature } = slopes
        ;[ga, gb, gc] = [gradient[0]!, gradient[1]!, gradient[2]!]
        ;[aa, ab, ac] = [curvature[0]!, curvature[1]!, curvature[2]!]
        ;[bb, bc, cc] = [curvature[4]!, curvature[5]!, curvature[8]!]
      }
      const [a, b, c] = [at[0]!, at[1]!, at[2]!]
      for (let row = from; row < to; row++) {
        const weight = sampleWeight ? sampleWeight[row]! / mass : 1 / mass
        const x = freeA * low[row]!
        const y = freeB * high[row]!
        const value = a * x + b * y + c
        sum += weight * (softplus(value) - (truth[row] === 1 ? value : 0))
        if (!slopes) continue
        const p = sigmoid(value)
        const slope = weight * (p - truth[row]!)
        const bend = weight * p * (1 - p)
        ga += slope * x
        gb += slope * y
        gc += slope
        aa += bend * x * x
        ab += bend * x * y
        ac += bend * x
        bb += bend * y * y
        bc += bend * y
        cc += bend
      }
      slopes?.gradient.set([ga, gb, gc])
      slopes?.curvature.set([aa, ab, ac, ab, bb, bc, ac, bc, cc])
      return sum
    },
    finish: (before, at, slopes) => {
      let sum = before
      for (let index = 0; index < 3; index++) {
        const away = at[index]! - wanted[index]!
        sum += (ridge / 2) * away * away
        if (!slopes) continue
        slopes.gradient[index]! += ridge * away
        slopes.curvature[4 * index]! += ridge
      }
      return sum
    },
  }
  return [...(await minimizeConvex(loss, Float64Array.from(wanted), context))]
}
