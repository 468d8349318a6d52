import type { z } from '../core/index.ts'
import type { Command } from './command.ts'
import { commonOptions } from './common-options.ts'
import { type Flag, type FlagShape, flagsOf } from './flags.ts'
import { pairOf } from './read-value.ts'
import { wrap } from './wrap.ts'

/** `evenkeel COMMAND --help`, made of the declarations. */
export function commandHelp(command: Command, width: number): string {
  const { name, summary, operands, options, moreHelp = {}, json, examples } = command
  const own = flagsOf(options)
  const needed = own.filter(({ required }) => required).map((flag) => ` ${flag.name} ${valueName(flag.shape)}`)
  const usage = `evenkeel ${name}${operands.map((operand) => ` ${operand.name}`).join('')}${needed.join('')} [--options]`
  const sections = [
    `${name}: ${summary}`,
    `Usage: ${usage}`,
    operands.map((operand) => entry(operand.name, operand.describe, width)).join('\n'),
    section('Options', options, width),
    ...Object.entries(moreHelp).map(([words, schema]) => section(words, schema, width)),
    section('Everywhere', commonOptions, width),
    `With --json:\n${wrap(json, width, 2)}`,
    `Example${examples.length === 1 ? '' : 's'}:\n${examples.map((line) => `  ${line}`).join('\n')}`,
  ]
  return `${sections.filter((part) => part !== '').join('\n\n')}\n`
}

function section(title: string, schema: z.ZodObject, width: number): string {
  return `${title}:\n${flagsOf(schema)
    .map((flag) => entry(title === '' ? flag.name : signature(flag), meaning(flag), width))
    .join('\n')}`
}

function entry(head: string, text: string, width: number): string {
  return `  ${head}\n${wrap(text, width, 6)}`
}

function signature({ name, shape, fallback }: Flag): string {
  if (shape.type !== 'boolean') return `${name} ${valueName(shape)}`
  if (fallback === false) return name
  return `${name}, ${name.replace('--', '--no-')}`
}

function meaning({ describe, shape, fallback, required }: Flag): string {
  const facts = [
    allowed(shape),
    required ? 'needed' : '',
    fallback === undefined || fallback === false || (Array.isArray(fallback) && fallback.length === 0)
      ? ''
      : `default: ${typeof fallback === 'string' ? fallback : JSON.stringify(fallback)}`,
  ].filter((fact) => fact !== '')
  return facts.length === 0 ? describe : `${describe} (${facts.join('; ')})`
}

function valueName(shape: FlagShape): string {
  if (shape.anyOf) return 'VALUE'
  if (shape.enum) return 'NAME'
  switch (shape.type) {
    case 'number':
    case 'integer':
      return 'N'
    case 'array': {
      const pair = pairOf(shape)
      if (pair) return `${pair.join('=').toUpperCase()},…`
      return shape.items?.type === 'object' ? 'JSON' : 'A,B,…'
    }
    case 'object':
      return 'A=X,B=Y,…'
    default:
      return 'TEXT'
  }
}

function allowed(shape: FlagShape): string {
  if (shape.enum) return `one of ${shape.enum.join(', ')}`
  if (shape.anyOf)
    return shape.anyOf
      .map(allowed)
      .filter((words) => words !== '')
      .join('; or ')
  if (shape.type === 'array' && shape.items?.enum) return `of ${shape.items.enum.join(', ')}`
  if (shape.type === 'object' && shape.properties) {
    return `as name=value,name=value or JSON, of ${Object.keys(shape.properties).join(', ')}`
  }
  if (shape.type === 'object') {
    const values = shape.additionalProperties?.enum
    return values ? `name=type, of ${values.join(', ')}` : 'as name=count,name=count'
  }
  if (shape.type !== 'number' && shape.type !== 'integer') return ''
  const kind = shape.type === 'integer' ? 'a whole number' : 'a number'
  const bounds = [
    shape.minimum !== undefined && shape.minimum > -Number.MAX_SAFE_INTEGER ? `at least ${shape.minimum}` : '',
    shape.exclusiveMinimum === undefined ? '' : `above ${shape.exclusiveMinimum}`,
    shape.maximum !== undefined && shape.maximum < Number.MAX_SAFE_INTEGER ? `at most ${shape.maximum}` : '',
    shape.exclusiveMaximum === undefined ? '' : `below ${shape.exclusiveMaximum}`,
  ].filter((bound) => bound !== '')
  return bounds.length === 0 ? kind : `${kind} ${bounds.join(' and ')}`
}
