export { type BalancedBatchesOptions, type Batch, balancedBatches } from './batches/balanced-batches.ts'
export { carryAlong, interpolateAlong, type Lineage } from './carry-along.ts'
export { composeResampled } from './combine/compose-resampled.ts'
export { type CombinedSampler, defineCombinedSampler } from './combine/define-combined-sampler.ts'
export { type PipelineOptions, pipeline, pipelineOptions } from './combine/pipeline.ts'
export { smoteEnn, smoteEnnOptions } from './combine/smote-enn.ts'
export { smoteIpf, smoteIpfOptions } from './combine/smote-ipf.ts'
export { smoteTomek, smoteTomekOptions } from './combine/smote-tomek.ts'
export { type DiagnosisOptions, diagnoseResampling } from './diagnosis/diagnose-resampling.ts'
export type {
  ClassDiagnosis,
  ColumnDrift,
  ResamplingDiagnosis,
  Spread,
  TestOverlap,
} from './diagnosis/diagnosis.ts'
export { type LongTailedCountsOptions, longTailedCounts, longTailedCountsOptions } from './long-tailed-counts.ts'
export { type MakeImbalanceOptions, makeImbalance } from './make-imbalance.ts'
export { type MadeSampler, makeSampler } from './make-sampler.ts'
export {
  defineMultiLabelSampler,
  type MultiLabelDefinition,
  type MultiLabelFactory,
  type MultiLabelResampled,
  type MultiLabelSampler,
  multiLabelOptions,
} from './multi-label/define-multi-label-sampler.ts'
export { type LabelImbalance, type LabelMatrix, labelImbalance, labelMatrix } from './multi-label/label-matrix.ts'
export { lpRos, lpRosOptions } from './multi-label/lp-ros.ts'
export { lpRus, lpRusOptions } from './multi-label/lp-rus.ts'
export { mlRos, mlRosOptions } from './multi-label/ml-ros.ts'
export { mlRus, mlRusOptions } from './multi-label/ml-rus.ts'
export { mlSmote, mlSmoteOptions } from './multi-label/ml-smote.ts'
export { multiLabelSamplers } from './multi-label/multi-label-samplers.ts'
export { adasyn, adasynOptions } from './over/adasyn.ts'
export type { SparseRows } from './over/append-sparse.ts'
export { borderlineSmote, borderlineSmoteOptions } from './over/borderline-smote.ts'
export type { ClusterFinder } from './over/cluster-rows.ts'
export {
  defineOverSampler,
  type NewRows,
  type OverSampler,
  type OverTools,
  overSamplerOptions,
  type SyntheticRows,
} from './over/define-over-sampler.ts'
export { kMeansSmote, kMeansSmoteOptions } from './over/k-means-smote.ts'
export { lee, leeOptions } from './over/lee.ts'
export { polynomFitSmote, polynomFitSmoteOptions } from './over/polynom-fit-smote.ts'
export { proWSyn, proWSynOptions } from './over/pro-w-syn.ts'
export { randomOverSampler, randomOverSamplerOptions } from './over/random-over-sampler.ts'
export { smobd, smobdOptions } from './over/smobd.ts'
export { smote, smoteOptions } from './over/smote.ts'
export { smoten, smotenOptions } from './over/smoten.ts'
export { smotenc, smotencOptions } from './over/smotenc.ts'
export { type FindSupport, svmSmote, svmSmoteOptions, svmSmoteWith } from './over/svm-smote.ts'
export type { NamedSampler } from './registered-sampler.ts'
export {
  defineRegressionSampler,
  type NewTargets,
  type RegressionDefinition,
  type RegressionFactory,
  type RegressionResampled,
  type RegressionSampler,
  type RegressionTools,
  regressionOptions,
} from './regression/define-regression-sampler.ts'
export { regressionSamplers } from './regression/regression-samplers.ts'
export { boxPlotPoints, type ControlPoint, type Relevance, relevanceFrom } from './regression/relevance.ts'
export { smogn, smognOptions } from './regression/smogn.ts'
export { smoter, smoterOptions } from './regression/smoter.ts'
export { type TargetStretch, type TargetStretches, targetStretches } from './regression/target-stretches.ts'
export type {
  Accepts,
  AnyMatrix,
  Reads,
  Resampled,
  Sampler,
  SamplerFactory,
  SamplerKind,
  SamplerOptions,
} from './sampler.ts'
export { type SamplerName, samplers } from './samplers.ts'
export type { ClassesFunction, StrategyFunction } from './sampling-strategy.ts'
export { allKnn, allKnnOptions } from './under/all-knn.ts'
export { type CenterFinder, clusterCentroids, clusterCentroidsOptions } from './under/cluster-centroids.ts'
export {
  condensedNearestNeighbour,
  condensedNearestNeighbourOptions,
} from './under/condensed-nearest-neighbour.ts'
export {
  type CleaningSampler,
  type CleaningTools,
  cleaningSamplerOptions,
  defineCleaningSampler,
} from './under/define-cleaning-sampler.ts'
export {
  defineUnderSampler,
  type UnderSampler,
  type UnderTools,
  underSamplerOptions,
} from './under/define-under-sampler.ts'
export { editedNearestNeighbours, editedNearestNeighboursOptions } from './under/edited-nearest-neighbours.ts'
export {
  instanceHardnessThreshold,
  instanceHardnessThresholdOptions,
} from './under/instance-hardness-threshold.ts'
export {
  iterativePartitioningFilter,
  iterativePartitioningFilterOptions,
} from './under/iterative-partitioning-filter.ts'
export { nearMiss, nearMissOptions } from './under/near-miss.ts'
export { neighbourhoodCleaningRule, neighbourhoodCleaningRuleOptions } from './under/neighbourhood-cleaning-rule.ts'
export { oneSidedSelection, oneSidedSelectionOptions } from './under/one-sided-selection.ts'
export { randomUnderSampler, randomUnderSamplerOptions } from './under/random-under-sampler.ts'
export {
  repeatedEditedNearestNeighbours,
  repeatedEditedNearestNeighboursOptions,
} from './under/repeated-edited-nearest-neighbours.ts'
export { tomekLinks, tomekLinksOptions } from './under/tomek-links.ts'
