import { z } from '../core/index.ts'

/** What a flag takes, in the words of JSON Schema. */
export interface FlagShape {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly items?: FlagShape
  readonly additionalProperties?: FlagShape
  readonly properties?: Readonly<Record<string, FlagShape>>
  readonly anyOf?: readonly FlagShape[]
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
}

/** A flag, derived from the declaration of an option. */
export interface Flag {
  /** `--k-neighbors` */
  readonly name: string
  /** `kNeighbors` */
  readonly key: string
  readonly shape: FlagShape
  readonly describe: string
  readonly fallback: unknown
  readonly required: boolean
}

/** The flags of declared options, in their order. */
export function flagsOf(schema: z.ZodObject): Flag[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).map(([key, property]) => {
    const shape = property as FlagShape & { description?: string; default?: unknown }
    return {
      name: flagName(key),
      key,
      shape,
      describe: shape.description ?? '',
      fallback: shape.default,
      required: required.includes(key),
    }
  })
}

/** `kNeighbors` as `--k-neighbors`. */
export function flagName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter, at: number) => `${at > 0 ? '-' : ''}${letter.toLowerCase()}`)}`
}
