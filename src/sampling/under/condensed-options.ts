import { z } from '../../core/index.ts'
import { seedOption } from '../seed-option.ts'
import { cleaningSamplerOptions } from './define-cleaning-sampler.ts'

/** What samplers can be told that begin with a few rows of a class and add those that these do not explain. */
export const condensedOptions = cleaningSamplerOptions.extend({
  /** By how many nearest rows a row is classified. */
  nNeighbors: z.int().min(1).default(1).describe('nearest rows by which a row is classified'),
  /** With how many rows of a class, drawn at random, to begin. */
  nSeedsS: z.int().min(1).default(1).describe('rows of each class to begin with, drawn at random'),
  seed: seedOption,
})
