import { smote, smoteOptions } from '../over/smote.ts'
import {
  iterativePartitioningFilter,
  iterativePartitioningFilterOptions,
} from '../under/iterative-partitioning-filter.ts'
import { defineCombinedSampler } from './define-combined-sampler.ts'

const { nPartitions, k, p } = iterativePartitioningFilterOptions.shape

/** The options of `smoteIpf`: those of `smote`, and those of `iterativePartitioningFilter` but its strategy. */
export const smoteIpfOptions = smoteOptions.extend({ nPartitions, k, p })

/**
 * Grows minority classes by `smote`, then takes away every row, true or new, of any class, that most of several decision
 * trees assign to another (`iterativePartitioningFilter`): wrong labels, and new rows that grew from them.
 *
 * Numeric columns only, none missing, all on one scale. Third in the comparison of 85 over-samplers by G. Kovács (Applied
 * Soft Computing 83, 2019). Do not use it where the classes overlap widely: true rows of the overlap then go, and a model
 * trained on the rest is too sure of itself; nor where every true row must stay.
 *
 * J. A. Sáez, J. Luengo, J. Stefanowski and F. Herrera, "SMOTE–IPF: Addressing the noisy and borderline examples problem
 * in imbalanced classification by a re-sampling method with filtering", Information Sciences 291, 2015.
 */
export const smoteIpf = defineCombinedSampler({
  name: 'smoteIpf',
  options: smoteIpfOptions,
  accepts: [],

  chain({ samplingStrategy, kNeighbors, nPartitions, k, p }, random) {
    return [
      smote({ samplingStrategy, kNeighbors, random }),
      iterativePartitioningFilter({ samplingStrategy: 'all', nPartitions, k, p, random: random.fork('filter') }),
    ]
  },
})
