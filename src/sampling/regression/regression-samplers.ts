import { smogn } from './smogn.ts'
import { smoter } from './smoter.ts'

/** Every sampler for targets that are numbers, by name. */
export const regressionSamplers = Object.freeze({ smoter, smogn })
