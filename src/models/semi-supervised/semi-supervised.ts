import { labelSpreading } from './label-spreading.ts'
import { selfTraining } from './self-training.ts'

/** Every learner from labeled and unlabeled rows, by name. Whatever stands here is tested, saved and loaded. */
export const semiSupervised = Object.freeze({ labelSpreading, selfTraining })
