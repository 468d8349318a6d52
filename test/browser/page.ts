import { job } from './job.ts'

Object.assign(globalThis, { job })
