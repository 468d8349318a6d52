import { type ClassName, didYouMean, OptionError } from '../../core/index.ts'
import { type Costs, checkCosts } from './costs.ts'

/**
 * Costs as they stand on a command line. `bad>good=5,good>bad=1` says true class `>` decided class `=` cost; being
 * right costs 0 and every error not named costs 1. `5:1`, with two classes, is a missed second class (5) to a false
 * alarm (1). A text that begins with `[` is the matrix as JSON, the way for class names that hold commas.
 */
export function parseCosts(text: string, classes: readonly ClassName[]): Costs {
  const trimmed = text.trim()
  const costs = trimmed.startsWith('[')
    ? fromJson(trimmed)
    : (fromRatio(trimmed, classes) ?? fromPairs(trimmed, classes.map(String)))
  checkCosts('costs', costs, classes.length)
  return costs
}

function fromJson(text: string): Costs {
  try {
    return JSON.parse(text) as Costs
  } catch {
    throw new OptionError(
      'costs: the text begins with [ but is not JSON; write [[0,1],[5,0]], a row for each true class.',
    )
  }
}

function fromRatio(text: string, classes: readonly ClassName[]): Costs | undefined {
  const ratio = /^([^:,=>]+):([^:,=>]+)$/.exec(text)
  if (!ratio) return undefined
  if (classes.length !== 2) {
    throw new OptionError(
      `costs: "${text}" needs two classes; there are ${classes.length}. Write true>decided=cost for the pairs that matter.`,
    )
  }
  return [
    [0, readCost(ratio[2]!, text)],
    [readCost(ratio[1]!, text), 0],
  ]
}

function fromPairs(text: string, names: readonly string[]): Costs {
  const costs = names.map((_, truth) => names.map((_, decided): number => (truth === decided ? 0 : 1)))
  const named = new Set<string>()
  for (const pair of text.split(',')) {
    const equals = pair.lastIndexOf('=')
    const [truth, decided] = readClasses(pair.slice(0, Math.max(equals, 0)).trim(), pair.trim(), names)
    const key = `${truth} ${decided}`
    if (named.has(key)) throw new OptionError(`costs: "${pair.trim()}" is named twice; leave one out.`)
    named.add(key)
    costs[truth]![decided] = readCost(pair.slice(equals + 1), pair.trim())
  }
  return costs
}

/** Class names may themselves hold `>`, so every place where the text can be cut is tried. */
function readClasses(text: string, pair: string, names: readonly string[]): [number, number] {
  let unknown: string | undefined
  for (let at = text.indexOf('>'); at >= 0; at = text.indexOf('>', at + 1)) {
    const left = text.slice(0, at).trim()
    const right = text.slice(at + 1).trim()
    const truth = names.indexOf(left)
    const decided = names.indexOf(right)
    if (truth >= 0 && decided >= 0) return [truth, decided]
    unknown ??= truth < 0 ? left : right
  }
  if (unknown === undefined) {
    throw new OptionError(`costs: "${pair}" must read true>decided=cost, as bad>good=5, or missed:alarm, as 5:1.`)
  }
  throw new OptionError(`costs: no class "${unknown}" in "${pair}"${didYouMean(unknown, names)}`)
}

function readCost(text: string, whole: string): number {
  const cost = text.trim() === '' ? Number.NaN : Number(text)
  if (!Number.isFinite(cost) || cost < 0) {
    throw new OptionError(`costs: "${text.trim()}" in "${whole}" must be a number of at least 0.`)
  }
  return cost
}
