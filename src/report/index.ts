export { renderDecision } from './render-decision.ts'
export { renderDrift } from './render-drift.ts'
export { type ReportOptions, renderReport } from './render-report.ts'
