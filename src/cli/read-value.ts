import { type FlagShape, flagName } from './flags.ts'

/**
 * The text after a flag as the value that its declaration asks for: numbers, `a,b,c` for lists, `a=1,b=2` for records
 * (and for the options of a part, `k-neighbors=3`, and for lists of pairs of numbers, `200=0,400=1`),
 * and JSON for lists and records whose texts hold commas. What does not read so stays a text, and the declaration then
 * says what it must be.
 */
export function readValue(text: string, shape: FlagShape): unknown {
  if (shape.anyOf) return readAny(text, shape.anyOf)
  if (Array.isArray(shape.type)) return readLoose(text, shape.type)
  switch (shape.type) {
    case 'number':
    case 'integer':
      return readNumber(text)
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text
    case 'array':
      return readList(text, shape)
    case 'object':
      return readRecord(text, shape)
    default:
      return text
  }
}

function readNumber(text: string): number | string {
  const value = /^\s*$/.test(text) ? Number.NaN : Number(text)
  return Number.isNaN(value) ? text : value
}

/** The first shape that reads the text as its own kind; names of an enumeration before anything else. */
function readAny(text: string, shapes: readonly FlagShape[]): unknown {
  if (shapes.some((shape) => shape.enum?.includes(text))) return text
  for (const shape of shapes) {
    if (shape.enum) continue
    if ((shape.type === 'number' || shape.type === 'integer') && typeof readNumber(text) === 'number') {
      if (shape.type === 'number' || Number.isSafeInteger(Number(text))) return readNumber(text)
    }
    if (shape.type === 'object' && (text.includes('=') || text.startsWith('{'))) return readRecord(text, shape)
    if (shape.type === 'array') return readList(text, shape)
  }
  return text
}

function readLoose(text: string, types: readonly string[]): unknown {
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return types.includes('number') ? readNumber(text) : text
}

function readList(text: string, shape: FlagShape): unknown {
  if (text.startsWith('[')) return readJson(text) ?? text
  if (text === '') return []
  const pair = pairOf(shape)
  if (pair) return text.split(',').map((item) => readPair(item, pair))
  return text.split(',').map((item) => readValue(item, shape.items ?? {}))
}

/** The two names of a list of pairs of numbers, which `a=b,c=d` can say without JSON. */
export function pairOf({ items }: FlagShape): readonly [string, string] | undefined {
  const properties = Object.entries(items?.properties ?? {})
  const [one, other] = properties
  if (properties.length !== 2 || properties.some(([, { type }]) => type !== 'number')) return undefined
  return [one![0], other![0]]
}

function readPair(text: string, [one, other]: readonly [string, string]): unknown {
  const at = text.lastIndexOf('=')
  return at < 0 ? text : { [one]: readNumber(text.slice(0, at)), [other]: readNumber(text.slice(at + 1)) }
}

function readRecord(text: string, shape: FlagShape): unknown {
  if (text.startsWith('{')) return readJson(text) ?? text
  if (text === '') return {}
  const entries: [string, unknown][] = []
  for (const pair of text.split(',')) {
    const at = pair.lastIndexOf('=')
    if (at < 0) return text
    const key = keyOf(pair.slice(0, at), shape)
    const declared = shape.properties && Object.hasOwn(shape.properties, key) ? shape.properties[key] : undefined
    entries.push([key, readValue(pair.slice(at + 1), declared ?? shape.additionalProperties ?? {})])
  }
  return Object.fromEntries(entries)
}

/** `kNeighbors` where that is declared and `k-neighbors` is written. */
function keyOf(word: string, { properties = {} }: FlagShape): string {
  return Object.keys(properties).find((key) => flagName(key).slice(2) === word) ?? word
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
