import { z } from '../../core/index.ts'

/** Something the audit saw, and what to do about it. */
export const findingSchema = z.strictObject({
  check: z.string().describe('which check found it, in kebab case'),
  severity: z.enum(['error', 'warning', 'note', 'passed']),
  subject: z.string().nullable().describe('the column or class it is about'),
  sentence: z.string(),
  remedy: z.string().nullable(),
})
export type Finding = z.infer<typeof findingSchema>
