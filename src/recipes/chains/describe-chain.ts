import type { Chain } from './chain.ts'

/** A chain in one line: what the rows go through, from left to right. */
export function describeChain({ sampler, amount, classWeight, model }: Chain): string {
  const steps = []
  if (sampler) steps.push(`${call(sampler)}${amount === 1 ? '' : `, ${amount} of the way to balance`}`)
  if (classWeight !== null) {
    steps.push(
      typeof classWeight === 'string'
        ? `weights ${classWeight}`
        : `weights by effective number, beta ${classWeight.effectiveNumber}`,
    )
  }
  return [...steps, call(model)].join(' → ')
}

function call({ name, options }: Chain['model']): string {
  const written = Object.entries(options).map(([key, value]) => `${key} ${show(value)}`)
  return written.length === 0 ? name : `${name} (${written.join(', ')})`
}

function show(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const { name, options } = value as { name?: string; options?: Chain['model']['options'] }
  return name === undefined ? JSON.stringify(value) : call({ name, options: options ?? {} })
}
