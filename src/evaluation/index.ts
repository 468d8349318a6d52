export type {
  Calibrator,
  CalibratorName,
  FittedCalibrator,
  SavedCalibrator,
} from './calibration/calibrator.ts'
export { calibrators, loadCalibrator } from './calibration/calibrators.ts'
export { type ChosenCalibrator, chooseCalibrator, chooseCalibratorOptions } from './calibration/choose-calibrator.ts'
export { isotonicCalibrator } from './calibration/isotonic.ts'
export { noCalibrator } from './calibration/no-calibrator.ts'
export { plattCalibrator } from './calibration/platt.ts'
export { temperatureCalibrator } from './calibration/temperature.ts'
export { chooseThreshold, type Decision, type OperatingPoint } from './decisions/choose-threshold.ts'
export { type ClassThresholds, chooseClassThresholds, judgeClasses } from './decisions/class-thresholds.ts'
export { type Costs, costThreshold, expectedCost, trivialCosts } from './decisions/costs.ts'
export { costDecision, decide } from './decisions/decide.ts'
export { type DecisionOptions, decisionOptions } from './decisions/decision-options.ts'
export type { Goal } from './decisions/goal.ts'
export type { Interval } from './decisions/interval.ts'
export { judge } from './decisions/judge.ts'
export type { Judgment } from './decisions/judgment.ts'
export { normalQuantile } from './decisions/normal-quantile.ts'
export { parseCosts } from './decisions/parse-costs.ts'
export { exactLowerBound, wilsonInterval } from './decisions/proportion-bounds.ts'
export { type ThresholdSweep, thresholdSweep, thresholdSweepOptions } from './decisions/threshold-sweep.ts'
