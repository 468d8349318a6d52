import { log } from '../../core/index.ts'

const smallest = 1e-12

/** The logarithm of a probability that is taken for at least 1e-12. */
export function safeLog(probability: number): number {
  return log(Math.max(probability, smallest))
}
