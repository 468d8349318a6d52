import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as ensembles from '../../src/ensembles/index.ts'
import * as evaluation from '../../src/evaluation/index.ts'
import * as sampling from '../../src/sampling/index.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const page = read('../../docs/from-imbalanced-learn.md')
const peer: Record<string, string[]> = JSON.parse(read('../fixtures/sampling/peer-names.json'))
/** Each name of the peer: what it is here, and what its line says of it. */
const lines = new Map(
  [...page.matchAll(/^\| `(\w+)` \| (?:`(\w+)`|none) \| (.*?) ?\|$/gm)].map(([, there, here, differs]) => [
    there!,
    { here, differs: differs! },
  ]),
)
const units = { ...ensembles.ensembles, ...sampling.samplers }
/** Said once for all of them. */
const everywhere = ['sampling_strategy', 'random_state', 'n_jobs', 'warm_start', 'verbose']

test('the page names all that the peer has, and what it names is there', () => {
  expect([...lines.keys()].sort()).toEqual(Object.keys(peer).sort())
  const here = { ...sampling, ...ensembles, ...evaluation } as Record<string, unknown>
  for (const { here: name } of lines.values()) if (name) expect(here[name], name).toBeTypeOf('function')
  for (const word of everywhere) if (word !== 'verbose') expect(page).toContain(`\`${word}`)
})

test.each([...lines].filter(([, { here }]) => here && here in units))(
  'every parameter of %s',
  (there, { here, differs }) => {
    const options = Object.keys(units[here as keyof typeof units].optionsSchema.shape)
    const unknown = peer[there]!.filter(
      (parameter) =>
        !everywhere.includes(parameter) &&
        !options.includes(camelCase(parameter)) &&
        !differs.includes(`\`${parameter}\``),
    )
    expect(unknown).toEqual([])
  },
)

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}
