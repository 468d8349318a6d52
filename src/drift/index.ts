export { type ColumnDrift, type ColumnDriftOptions, columnDrift, columnDriftOptions } from './column-drift.ts'
export { type CountedSamples, chiSquare, jensenShannon, populationStability } from './counted-samples.ts'
export {
  type DomainClassifierOptions,
  type DomainDrift,
  domainClassifier,
  domainClassifierOptions,
} from './domain-classifier.ts'
export { type EstimatedPerformance, estimatePerformance } from './estimate-performance.ts'
export { estimatedPriorDrift, type PriorDrift, priorDrift } from './prior-drift.ts'
export { type TableDrift, tableDrift } from './table-drift.ts'
export { kolmogorovSmirnov, type SortedSamples, wasserstein } from './two-samples.ts'
