import { breathe, type Context, type Labels } from '../../core/index.ts'
import { sortedOrderInTurns } from '../../evaluation/index.ts'
import { alignDistribution } from './align-distribution.ts'
import { allocateByShares } from './allocate-by-shares.ts'
import { byName, classSizes, expectedShares } from './class-sizes.ts'
import { crestRates } from './crest-rates.ts'
import { flexibleThresholds } from './flexible-thresholds.ts'
import { type MostLikely, mostLikely } from './most-likely.ts'
import type { SelfTrainingOptions } from './self-training-options.ts'
import { takeShares } from './take-shares.ts'

/** Which of the rows a round takes, ascending, and the class of every row. */
export interface Chosen {
  readonly rows: Int32Array
  readonly codes: Int32Array
}

/** How rows are chosen, made once for a fit. */
export interface Choice {
  /** Whether later rounds take other rows by plan, so that a round without news is not the end. */
  readonly isStaged: boolean
  /** `probabilities` are row-major, one row an unlabeled row; `round` counts from 1. */
  choose(probabilities: Float64Array, round: number, context: Context): Promise<Chosen>
}

/** Reads the options that say which rows are taken. */
export function choiceOf(who: string, options: SelfTrainingOptions, y: Labels, sampleWeight: Float64Array): Choice {
  const { criterion, quota, maxIter, alignment } = options
  const sizes = classSizes(y, sampleWeight)
  const shares = expectedShares(who, y, sizes, options.shares)
  const take = takerOf(who, options, y, sizes, shares)
  return {
    isStaged: alignment !== null || (criterion === 'quota' && quota === 'shares'),
    choose(probabilities, round, context) {
      const stage = round / maxIter
      const seen =
        alignment === null ? probabilities : alignDistribution(probabilities, shares, 1 - stage * (1 - alignment))
      return take(seen, stage, context)
    },
  }
}

/** Which rows are taken, ascending. */
type Rule = (likely: MostLikely, context: Context) => Int32Array | Promise<Int32Array>
type Taker = (probabilities: Float64Array, stage: number, context: Context) => Promise<Chosen>

function takerOf(
  who: string,
  options: SelfTrainingOptions,
  y: Labels,
  sizes: Float64Array,
  shares: Float64Array,
): Taker {
  const { criterion, quota, threshold, perClassThreshold, kBest } = options
  const classCount = sizes.length
  if (criterion === 'quota' && quota === 'shares') {
    return async (probabilities, stage, context) => {
      const allocated = await allocateByShares(probabilities, shares, context)
      await breathe(context)
      const rows = await takeShares(allocated, new Float64Array(classCount).fill(stage), context)
      return { rows, codes: allocated.codes }
    }
  }
  const rule =
    criterion === 'quota' ? crestRule(sizes, options.alpha) : criterion === 'kBest' ? bestRule(kBest) : thresholdRule()
  return async (probabilities, _stage, context) => {
    const likely = mostLikely(probabilities, classCount)
    await breathe(context)
    return { rows: await rule(likely, context), codes: likely.codes }
  }

  function thresholdRule(): Rule {
    if (perClassThreshold === 'flex') {
      return (likely) => above(likely, flexibleThresholds(likely, classCount, threshold))
    }
    const thresholds = byName(who, 'perClassThreshold', y, perClassThreshold ?? {}, threshold)
    return (likely) => above(likely, thresholds)
  }
}

function crestRule(sizes: Float64Array, alpha: number): Rule {
  const rates = crestRates(sizes, alpha)
  return (likely, context) => takeShares(likely, rates, context)
}

function bestRule(kBest: number): Rule {
  return async ({ confidence }, context) => {
    const order = await sortedOrderInTurns(confidence, true, context)
    return order.slice(0, kBest).sort()
  }
}

function above({ codes, confidence }: MostLikely, thresholds: Float64Array): Int32Array {
  const rows = new Int32Array(codes.length)
  let count = 0
  for (let row = 0; row < codes.length; row++) if (confidence[row]! > thresholds[codes[row]!]!) rows[count++] = row
  return rows.slice(0, count)
}
