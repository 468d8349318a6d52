export { audit } from './audit/audit.ts'
export type { Finding } from './audit/finding.ts'
export type { CandidateResult } from './candidates/results-schema.ts'
export {
  type CheckProjectOptions,
  checkProject,
  checkProjectOptions,
  type ProjectCheck,
} from './check/check-project.ts'
export { decideLabelScores } from './decide/decide-label-scores.ts'
export { type ChooseOptions, chooseOptions, type DecideOptions, decideOptions } from './decide/decide-options.ts'
export { decideScores } from './decide/decide-scores.ts'
export { type DecisionFile, decisionFileSchema } from './decide/decision-schema.ts'
export { type LabelDecisionFile, labelDecisionSchema } from './decide/label-decision-schema.ts'
export {
  type DecideLabelsOptions,
  decideLabelsOptions,
  labelGoalOptions,
} from './decide/label-options.ts'
export { type RefreshedModel, type RefreshOptions, refreshModel, refreshOptions } from './decide/refresh-model.ts'
export {
  type RenderDecision,
  type RenderLabelDecision,
  saveDecision,
  saveLabelDecision,
} from './decide/save-decision.ts'
export type { Figure, PartFigures } from './figures/part-figures-schema.ts'
export { type AppliedFile, type ApplyFileOptions, applyFile, applyFileOptions } from './files/apply-file.ts'
export { type DriftFilesOptions, driftFiles, driftFilesOptions, type FileDrift } from './files/drift-files.ts'
export {
  type ResampledFile,
  type ResampleFileOptions,
  resampleFile,
  resampleFileOptions,
} from './files/resample-file.ts'
export {
  type ResampledLabel,
  type ResampledLabelsFile,
  type ResampleLabelsFileOptions,
  type RowsDiagnosis,
  resampleLabelsFile,
  resampleLabelsFileOptions,
} from './files/resample-labels-file.ts'
export {
  type ResampledNumbersFile,
  type ResampleNumbersFileOptions,
  resampleNumbersFile,
  resampleNumbersFileOptions,
} from './files/resample-numbers-file.ts'
export { type SplitFileOptions, type SplitFileResult, splitFile, splitFileOptions } from './files/split-file.ts'
export { type LabelsMetrics, labelsMetricsSchema } from './labels/labels-metrics.ts'
export {
  type LabelsRecipe,
  type LabelsRunOptions,
  labelOptions,
  labelsRecipeSchema,
  labelsRunOptions,
} from './labels/labels-options.ts'
export { type LabelsRun, type LabelsRunGiven, runLabels } from './labels/run-labels.ts'
export { type RenderLabels, saveLabelsRun } from './labels/save-labels-run.ts'
export { type Metrics, metricsSchema } from './metrics.ts'
export { type LabelPredictor, loadLabelPredictor, type SavedLabelPredictor } from './predicting/label-predictor.ts'
export { loadPredictor, type Predictor, type SavedPredictor } from './predicting/predictor.ts'
export { type DataSet, loadDataSet } from './reading/data-set.ts'
export { type Recipe, type RecipeOptions, readSchema, recipeOptions, recipeSchema } from './recipe.ts'
export { type DiagnosisFigures, diagnosisSchema } from './resampling/diagnose.ts'
export type { HeldOutFile } from './resampling/held-out.ts'
export { type Run, type RunOptions, run } from './run.ts'
export { readRecipe, runLabelsRecipe, runRecipe } from './run-recipe.ts'
export { type Render, saveRun } from './save-run.ts'
export { checkFolder } from './writing/check-folder.ts'
export { writeReport } from './writing/write-report.ts'
