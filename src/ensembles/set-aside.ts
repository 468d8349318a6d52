import { type Classifier, type OptionsSchema, parseOptions } from '../core/index.ts'
import type { AnyMatrix, Sampler, StrategyFunction } from '../sampling/index.ts'

/** What the library can hand in where data would stand. */
interface Units {
  readonly samplingStrategy: StrategyFunction
  readonly sampler: Sampler<AnyMatrix> | Sampler
  readonly estimator: Classifier
}

/** Options in which what the library can hand in may stand. */
export type Filled<O> = { [K in keyof O]: K extends keyof Units ? O[K] | Units[K] : O[K] }

/** What was handed in. */
export type HandedIn = Partial<Units>

const tests: { readonly [K in keyof Units]: (value: unknown) => boolean } = {
  samplingStrategy: (value) => typeof value === 'function',
  sampler: (value) => typeof (value as Partial<Units['sampler']> | null)?.fitResample === 'function',
  estimator: (value) => typeof (value as Partial<Classifier> | null)?.fit === 'function',
}

/** Parts what is data, to be checked as declared, from what is not; of units the data keep the name and the options. */
export function setAside(
  who: string,
  schema: OptionsSchema,
  input: unknown,
): { readonly data: Readonly<Record<string, unknown>>; readonly handed: HandedIn } {
  if (input !== undefined && (typeof input !== 'object' || input === null)) parseOptions(who, schema, input)
  const data: Record<string, unknown> = { ...(input as object | undefined) }
  const handed: Record<string, unknown> = {}
  for (const key of ['samplingStrategy', 'sampler', 'estimator'] as const) {
    if (!(key in schema.shape) || !tests[key](data[key])) continue
    const unit = data[key] as { readonly name?: unknown; readonly options?: unknown }
    handed[key] = unit
    if (key === 'samplingStrategy') delete data[key]
    else data[key] = { name: String(unit.name ?? '?'), options: plainOf(unit.options) }
  }
  return { data, handed: handed as HandedIn }
}

/** What of options is plain data; nothing where that cannot be told. */
function plainOf(options: unknown): Readonly<Record<string, unknown>> {
  try {
    const plain: unknown = JSON.parse(JSON.stringify(options))
    return typeof plain === 'object' && plain !== null && !Array.isArray(plain) ? { ...plain } : {}
  } catch {
    return {}
  }
}
