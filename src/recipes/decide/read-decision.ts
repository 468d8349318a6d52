import { open, readFile } from 'node:fs/promises'
import { DataError } from '../../core/index.ts'
import { type DecisionFile, decisionFileSchema } from './decision-schema.ts'
import { type LabelDecisionFile, labelDecisionSchema } from './label-decision-schema.ts'

/** Further down no decision says that it is one. */
const headBytes = 1000

/** Reads a `decision.json`; undefined for another file, or none, which whoever reads models will tell. */
export async function readDecision(path: string): Promise<DecisionFile | LabelDecisionFile | undefined> {
  const head = await headOf(path).catch(() => '')
  const kind = /"kind"\s*:\s*"(decision|label-decision)"/.exec(head)?.[1]
  if (kind === undefined) return undefined
  let read: unknown
  try {
    read = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new DataError(`${path}: this decision is not valid JSON. Pass the decision.json that decide has written.`, {
      cause: error,
    })
  }
  const { data, error } = kind === 'decision' ? decisionFileSchema.safeParse(read) : labelDecisionSchema.safeParse(read)
  if (data) return data
  const where = error.issues[0]?.path.join('.') ?? ''
  throw new DataError(
    `${path}: this decision is damaged${where && `, or of another version, at "${where}"`}. Pass the decision.json that decide has written.`,
    { cause: error },
  )
}

async function headOf(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}
