import { breathe, DataError, type Matrix, takeRows, z } from '../../core/index.ts'
import { nearestOthers } from '../nearest-others.ts'
import { pointsOf } from '../points-of.ts'
import { stackRows } from '../stack-rows.ts'
import { defineMultiLabelSampler, multiLabelOptions } from './define-multi-label-sampler.ts'
import { labelImbalance } from './label-matrix.ts'
import { takeLabelRows } from './take-labeled.ts'

/** The options of `mlSmote`. */
export const mlSmoteOptions = multiLabelOptions.extend({
  /** How many nearest rows with the same rare label a row leans towards and asks for its labels. */
  kNeighbors: z.int().min(1).default(5).describe('nearest rows with the same rare label to draw towards'),
})

/**
 * Makes one new row from every row of every rare label: between the row and one of its nearest rows with that label, and
 * with the labels that at least half of the row and its neighbors have (the ranking of the paper).
 *
 * A label is rare when its IRLbl is above MeanIR. Numeric columns only, all on one scale; whole numbers and dates stay
 * whole; missing cells as in `smote`. Not where rare and common labels always go together: new rows then bring the common ones along.
 *
 * F. Charte et al., "MLSMOTE: Approaching imbalanced multilabel learning through synthetic instance generation",
 * Knowledge-Based Systems 89, 2015. Throws a `DataError` where a rare label has too few rows.
 */
export const mlSmote = defineMultiLabelSampler<typeof mlSmoteOptions, Matrix<'train'>>({
  name: 'mlSmote',
  options: mlSmoteOptions,
  reads: 'numbers',
  accepts: ['missing'],

  async resample(X, y, { options: { kNeighbors }, random, context }) {
    const { counts, irLbl, meanIR } = labelImbalance(y)
    const labelCount = y.labels.length
    const rare = Array.from(irLbl.keys()).filter((label) => counts[label]! > 0 && irLbl[label]! > meanIR)
    for (const label of rare) {
      if (counts[label]! > kNeighbors) continue
      throw new DataError(
        `mlSmote: label "${y.labels[label]}" has ${counts[label]} rows; ${kNeighbors} neighbors need at least ${kNeighbors + 1}. Lower \`kNeighbors\` or use \`mlRos\`.`,
      )
    }
    const count = rare.reduce((sum, label) => sum + counts[label]!, 0)
    const all = Int32Array.from({ length: y.rowCount }, (_, row) => row)
    const rows = new Int32Array(y.rowCount + count).fill(-1)
    rows.set(all)
    const stacked = (await stackRows(X, all, count, context)) as Matrix<'train'>
    const labels = takeLabelRows(y, all, count)
    const parents = new Int32Array(count * 2)
    const width = X.columns.length
    let entry = 0
    for (const label of rare) {
      const bag = all.filter((row) => y.data[row * labelCount + label] === 1)
      const places = Int32Array.from(bag.keys())
      const near = await nearestOthers(pointsOf(takeRows(X, bag)), places, kNeighbors, context)
      const stream = random.fork(`label ${y.labels[label]}`)
      const choices = stream.randint(0, kNeighbors, bag.length)
      // The paper draws a step for every column.
      const steps = stream.continue('steps').uniform(bag.length * width)
      for (const place of places) {
        if (place % 1024 === 0)
          await breathe(context, { stage: `label ${y.labels[label]}`, done: place, total: bag.length })
        const first = bag[place]!
        const second = bag[near[place * kNeighbors + choices[place]!]!]!
        parents[entry * 2] = first
        parents[entry * 2 + 1] = second
        const at = y.rowCount + entry++
        for (let column = 0; column < width; column++) {
          const value = X.data[first * width + column]!
          const towards = X.data[second * width + column]!
          const drawn = value + steps[place * width + column]! * (towards - value)
          const made = !Number.isNaN(drawn) ? drawn : Number.isNaN(value) ? towards : value
          const { kind } = X.columns[column]!
          stacked.data[at * width + column] = kind === 'number' ? made : Math.round(made)
        }
        for (let other = 0; other < labelCount; other++) {
          let votes = y.data[first * labelCount + other]!
          for (let at = place * kNeighbors; at < (place + 1) * kNeighbors; at++) {
            votes += y.data[bag[near[at]!]! * labelCount + other]!
          }
          labels.data[at * labelCount + other] = votes * 2 >= kNeighbors + 1 ? 1 : 0
        }
      }
    }
    return { X: stacked, y: labels, rows, parents, parentsPerRow: 2 }
  },
})
