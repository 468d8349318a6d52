/** A property of a JSON Schema, as far as options use it. */
export interface Declared {
  readonly type?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Declared[]
  readonly properties?: Readonly<Record<string, Declared>>
}

/** Values that a declared option must refuse, read from its declaration. */
export function badValues(declared: Declared): unknown[] {
  if (declared.anyOf) return [null, ...declared.anyOf.flatMap(badValues)].filter((value) => !accepts(declared, value))
  return candidates(declared).filter((value) => !accepts(declared, value))
}

function candidates({ type, minimum, maximum, exclusiveMinimum, properties }: Declared): unknown[] {
  const beyond = [minimum, exclusiveMinimum].filter((bound) => bound !== undefined).map((bound) => bound - 1)
  if (exclusiveMinimum !== undefined) beyond.push(exclusiveMinimum)
  if (maximum !== undefined) beyond.push(maximum + 1)
  switch (type) {
    case 'integer':
    case 'number':
      return [null, 1.5, Number.NaN, Number.POSITIVE_INFINITY, true, ...beyond]
    case 'boolean':
      return [null, 'yes', 1]
    case 'array':
      return [null, []]
    case 'object':
      if (properties) return [null, 7, ...badParts(properties)]
      return [null, { a: -1 }, { a: 'many' }]
    default:
      return [null, 'no such word', 7]
  }
}

/** Objects of which one field is bad. */
function badParts(properties: Readonly<Record<string, Declared>>): unknown[] {
  return Object.entries(properties).flatMap(([name, one]) => badValues(one).map((value) => ({ [name]: value })))
}

function accepts(declared: Declared, value: unknown): boolean {
  if (declared.anyOf) return declared.anyOf.some((one) => accepts(one, value))
  if (declared.enum) return declared.enum.includes(value)
  switch (declared.type) {
    case 'integer':
      return Number.isInteger(value) && inRange(declared, value as number)
    case 'number':
      return Number.isFinite(value) && inRange(declared, value as number)
    default:
      return typeof value === declared.type && value !== null && !isBadRecord(value)
  }
}

function inRange({ minimum, maximum, exclusiveMinimum }: Declared, value: number): boolean {
  return value >= (minimum ?? -Infinity) && value <= (maximum ?? Infinity) && value > (exclusiveMinimum ?? -Infinity)
}

/** The records of `candidates` are bad ones. */
function isBadRecord(value: unknown): boolean {
  return typeof value === 'object'
}
