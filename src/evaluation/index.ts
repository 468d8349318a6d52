export { fleissKappa } from './agreement/fleiss-kappa.ts'
export {
  type KrippendorffAlphaOptions,
  krippendorffAlpha,
  krippendorffAlphaOptions,
} from './agreement/krippendorff-alpha.ts'
export { percentAgreement } from './agreement/percent-agreement.ts'
export type { Ratings } from './agreement/ratings.ts'
export { spanAgreement } from './agreement/span-agreement.ts'
export { bootstrapCells } from './bootstrap/bootstrap-cells.ts'
export { bootstrapCounts } from './bootstrap/bootstrap-counts.ts'
export { bootstrapIntervals } from './bootstrap/bootstrap-intervals.ts'
export { type BootstrapOptions, bootstrapOptions } from './bootstrap/bootstrap-options.ts'
export { bootstrapScores } from './bootstrap/bootstrap-scores.ts'
export type { Statistic } from './bootstrap/resample.ts'
export { type ScoreFigureName, scoreFigureNames } from './bootstrap/score-figures.ts'
export { betaCalibrator } from './calibration/beta.ts'
export type {
  AnyCalibratorName,
  Calibrator,
  CalibratorName,
  FittedCalibrator,
  SavedCalibrator,
} from './calibration/calibrator.ts'
export { calibrators, loadCalibrator } from './calibration/calibrators.ts'
export { type ChosenCalibrator, chooseCalibrator, chooseCalibratorOptions } from './calibration/choose-calibrator.ts'
export { fitSigmoid, type Sigmoid } from './calibration/fit-sigmoid.ts'
export { isotonicCalibrator } from './calibration/isotonic.ts'
export { noCalibrator } from './calibration/no-calibrator.ts'
export { type PerClassOptions, perClassCalibrator, perClassOptions } from './calibration/per-class.ts'
export { plattCalibrator } from './calibration/platt.ts'
export { estimatePriors, priorShift } from './calibration/prior-shift.ts'
export { temperatureCalibrator } from './calibration/temperature.ts'
export { vectorCalibrator } from './calibration/vector.ts'
export { type DetCurve, detCurve } from './curves/det-curve.ts'
export { type GainCurve, gainCurve } from './curves/gain-curve.ts'
export { type PrecisionRecallCurve, precisionRecallCurve } from './curves/precision-recall-curve.ts'
export { type ReliabilityCurve, reliabilityCurve } from './curves/reliability-curve.ts'
export { type RocCurve, rocCurve } from './curves/roc-curve.ts'
export { thinCurve } from './curves/thin-curve.ts'
export { chooseThreshold, type Decision, type OperatingPoint } from './decisions/choose-threshold.ts'
export { type ClassThresholds, chooseClassThresholds, judgeClasses } from './decisions/class-thresholds.ts'
export { conformalThreshold } from './decisions/conformal-threshold.ts'
export { type CostCurve, costCurve, costCurveOptions } from './decisions/cost-curve.ts'
export { type Costs, costThreshold, expectedCost, trivialCosts } from './decisions/costs.ts'
export { costDecision, decide } from './decisions/decide.ts'
export { type DecisionOptions, decisionOptions } from './decisions/decision-options.ts'
export type { Goal } from './decisions/goal.ts'
export type { Interval } from './decisions/interval.ts'
export { judge } from './decisions/judge.ts'
export type { Judgment } from './decisions/judgment.ts'
export {
  chooseLabelThresholds,
  decideLabels,
  judgeLabels,
  type LabelGoals,
  type LabelThresholds,
} from './decisions/label-thresholds.ts'
export { normalQuantile } from './decisions/normal-quantile.ts'
export { parseCosts } from './decisions/parse-costs.ts'
export { exactLowerBound, wilsonInterval } from './decisions/proportion-bounds.ts'
export { type AlertBudget, recallAgainstAlerts } from './decisions/recall-against-alerts.ts'
export { chooseThresholdByRowCosts, decideByRowCosts, type RowCosts } from './decisions/row-costs.ts'
export { studentQuantile } from './decisions/student-quantile.ts'
export { type ThresholdSweep, thresholdSweep, thresholdSweepOptions } from './decisions/threshold-sweep.ts'
export { entityCounts } from './entities/entity-counts.ts'
export type { EntityErrors } from './entities/entity-errors.ts'
export { type EntityFigures, type EntityReport, entityReport } from './entities/entity-report.ts'
export { type EntitySpansOptions, entitySpans, entitySpansOptions } from './entities/entity-spans.ts'
export type { TagSchemeName } from './entities/tag-schemes.ts'
export { coverageError } from './many-labels/coverage-error.ts'
export { hammingLoss } from './many-labels/hamming-loss.ts'
export { labelRankingAveragePrecision } from './many-labels/label-ranking-average-precision.ts'
export { labelRankingLoss } from './many-labels/label-ranking-loss.ts'
export { type LabelAveragePrecisions, multiLabelAveragePrecision } from './many-labels/multi-label-average-precision.ts'
export { type LabelFigures, type MultiLabelReport, multiLabelReport } from './many-labels/multi-label-report.ts'
export { subsetAccuracy } from './many-labels/subset-accuracy.ts'
export { accuracyBesideMajority } from './metrics/accuracy-beside-majority.ts'
export { type AverageOptions, averageOptions } from './metrics/average.ts'
export { averagePrecision } from './metrics/average-precision.ts'
export {
  type AveragedIndexBalancedAccuracyOptions,
  averagedIndexBalancedAccuracy,
} from './metrics/averaged-index-balanced-accuracy.ts'
export { balancedAccuracy } from './metrics/balanced-accuracy.ts'
export { brier } from './metrics/brier.ts'
export { type BrierDecomposition, brierDecomposition } from './metrics/brier-decomposition.ts'
export { type ClassFigures, type ClassReport, classReport } from './metrics/class-report.ts'
export { type ClassWiseCalibrationError, classWiseCalibrationError } from './metrics/class-wise-calibration-error.ts'
export { cohenKappa } from './metrics/cohen-kappa.ts'
export { confidenceCalibrationError } from './metrics/confidence-calibration-error.ts'
export { type Confusion, confusionMatrix, type Judged } from './metrics/confusion-matrix.ts'
export { expectedCalibrationError } from './metrics/expected-calibration-error.ts'
export { type GeometricMeanOptions, geometricMean, geometricMeanOptions } from './metrics/geometric-mean.ts'
export {
  type ImbalancedFigures,
  type ImbalancedReportOptions,
  imbalancedReport,
  imbalancedReportOptions,
} from './metrics/imbalanced-report.ts'
export {
  type IndexBalancedAccuracyOptions,
  indexBalancedAccuracy,
  indexBalancedAccuracyOptions,
} from './metrics/index-balanced-accuracy.ts'
export { likelihoodRatios } from './metrics/likelihood-ratios.ts'
export { logLoss } from './metrics/log-loss.ts'
export { macroMeanAbsoluteError } from './metrics/macro-mean-absolute-error.ts'
export { matthews } from './metrics/matthews.ts'
export { precisionAtK, recallAtK } from './metrics/precision-at-k.ts'
export { type AveragedOptions, fBeta, precision, recall, specificity } from './metrics/precision-recall.ts'
export { rocAuc } from './metrics/roc-auc.ts'
export { chiSquareTail } from './paired/chi-square-tail.ts'
export { type McnemarOptions, type McnemarResult, mcnemar, mcnemarOptions } from './paired/mcnemar.ts'
export { pairedBootstrap } from './paired/paired-bootstrap.ts'
export { portableHash, portableOrder } from './portable-hash.ts'
export type { BinaryTruth } from './scores/check-scores.ts'
export { type BinOptions, binOptions } from './scores/probability-bins.ts'
export { sortNumbers } from './scores/sort-numbers.ts'
export { sortedOrder, sortedOrderInTurns } from './scores/sorted-order.ts'
export {
  type CrossValidationOptions,
  crossValidationFolds,
  crossValidationOptions,
} from './splits/cross-validation-folds.ts'
export { type HardnessFoldsOptions, hardnessFolds, hardnessFoldsOptions } from './splits/hardness-folds.ts'
export type { LabelCounts } from './splits/label-counts.ts'
export type { SplitData } from './splits/split-data.ts'
export { type SplitPartsOptions, splitParts, splitPartsOptions } from './splits/split-parts.ts'
export { type TimeFoldsOptions, timeFolds, timeFoldsOptions } from './splits/time-folds.ts'
