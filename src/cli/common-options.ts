import { z } from '../core/index.ts'

/** What every command takes. None of it changes a result. */
export const commonOptions = z.strictObject({
  json: z.boolean().default(false).describe('print one JSON object on standard output and nothing else there'),
  workers: z.int().min(1).max(1024).optional().describe('how many threads may be used; default: all cores'),
  help: z.boolean().default(false).describe('show this help'),
})
