import { z } from '../../core/index.ts'

export const decisionOptions = z.strictObject({
  confidence: z.number().gt(0).lt(1).default(0.95).describe('confidence of the intervals and of what is assured'),
  sampleWeight: z.instanceof(Float64Array).optional().describe('one weight a row, at least 0'),
})

/** How decisions are judged: `confidence` is 0.95, rows weigh the same. */
export type DecisionOptions = z.input<typeof decisionOptions>
