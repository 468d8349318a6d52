import { lpRos } from './lp-ros.ts'
import { lpRus } from './lp-rus.ts'
import { mlRos } from './ml-ros.ts'
import { mlRus } from './ml-rus.ts'
import { mlSmote } from './ml-smote.ts'

/** Every sampler for several labels a row, by name. */
export const multiLabelSamplers = Object.freeze({ mlRos, mlRus, mlSmote, lpRos, lpRus })
