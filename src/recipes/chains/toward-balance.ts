import { pow } from '../../core/index.ts'
import type { StrategyFunction } from '../../sampling/index.ts'

/**
 * The rows wanted a class, `amount` of the way from the counts that there are to equal ones, on a scale of ratios: at
 * 0.5 a class with a hundredth of the rows of the largest comes to a tenth of them. Classes grow towards the largest
 * or shrink towards the smallest.
 */
export function towardBalance(amount: number, way: 'grow' | 'shrink'): StrategyFunction {
  return (counts) => {
    const all = Object.values(counts)
    const goal = way === 'grow' ? Math.max(...all) : Math.min(...all)
    const wanted = (count: number): number => Math.round(count * pow(goal / count, amount))
    return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, wanted(count)]))
  }
}
