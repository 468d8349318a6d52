import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { random } from '../../src/core/index.ts'
import { loadPredictor, type Metrics, metricsSchema, run, runRecipe, saveRun } from '../../src/recipes/index.ts'
import { type Cell, fraudRows, quick, type Rows, readCsv, workFolder } from './data.ts'

const folder = workFolder()
const only = { ...quick, target: 'label', candidates: ['self-training'] as ['self-training'] }

function withoutLabel(rows: Rows): Record<string, Cell>[] {
  return rows.map(({ label: _, ...rest }) => rest)
}

/** Short texts of two topics with many words each: few labeled ones name few of the words, many others show which go together. */
function topicRows(count: number): Record<string, Cell>[] {
  const stream = random('topics')
  const [topics, draws] = [stream.fork('topic').uniform(count), stream.fork('words').uniform(count * 12)]
  return Array.from({ length: count }, (_, row) => {
    const rare = topics[row]! < 0.3
    const words = Array.from({ length: 6 }, (_, at) => {
      const [list, word] = [draws[row * 12 + 2 * at]!, draws[row * 12 + 2 * at + 1]!]
      const name = list < 0.4 ? 'both' : rare ? 'rare' : 'usual'
      return `${name}${Math.floor(word * 600)}`
    })
    return { message: `${words.join(' ')} ${row}`, label: rare ? 'rare' : 'usual' }
  })
}

describe('a run with unlabeled rows', () => {
  const labeled = fraudRows(300)
  const more = withoutLabel(fraudRows(900, 0.12, 7))

  it('leaves out what repeats a labeled row, whatever its part, and learns from the rest', {
    timeout: 60_000,
  }, async () => {
    const repeated = withoutLabel(labeled.slice(0, 40)).map((row) => ({
      ...row,
      kind: `${String(row['kind'])} `.toUpperCase(),
    }))
    const unlabeled = folder.file([...repeated, ...more])
    const { metrics, recipe } = await folder.run(labeled, { ...only, unlabeled })
    expect(metrics.unlabeled).toMatchObject({ rows: 940, repeated: 40, ofKnownGroups: 0, used: 900 })
    expect(metrics.candidates.map(({ name }) => name)).toEqual(['plain', 'self-training'])
    expect(metrics.candidates[1]).toMatchObject({ failure: null, chain: { model: { name: 'selfTraining' } } })
    expect(metrics.candidates[1]!.criterion.value).not.toBe(metrics.candidates[0]!.criterion.value)
    const [fine, fraud] = metrics.unlabeled!.pseudoLabels
    expect(fine!.class).toBe('fine')
    expect(fine!.precision).toBeGreaterThan(0.9)
    expect(fraud!.precision).toBeGreaterThan(0.4)
    expect(metricsSchema.parse(JSON.parse(JSON.stringify(metrics)))).toEqual(metrics)
    expect(recipe.options.unlabeled).toBe(unlabeled)
    expect(recipe.input.unlabeledSha256).toMatch(/^[0-9a-f]{64}$/)
  })

  it('is a candidate by default where such rows are named, and is not otherwise', { timeout: 60_000 }, async () => {
    const { candidates: _, ...open } = only
    const rows = labeled.map(({ amount, age, label }) => ({ amount, age, label })) as Rows
    const unlabeled = folder.file(more.map(({ amount, age }) => ({ amount, age })) as Rows)
    const names = async (options: object): Promise<string[]> => {
      const done: { metrics: Metrics } = await folder.run(rows, { ...open, ...options })
      return done.metrics.candidates.map(({ name }) => name)
    }
    expect(await names({ unlabeled })).toContain('self-training')
    const without = await names({})
    expect(without).not.toContain('self-training')
    expect(without.length).toBeGreaterThan(4)
  })

  it('learns nothing from the labeled rows themselves, handed over as unlabeled', { timeout: 60_000 }, async () => {
    const { metrics } = await folder.run(labeled, { ...only, unlabeled: folder.file(withoutLabel(labeled)) })
    expect(metrics.unlabeled).toMatchObject({ rows: 300, repeated: 300, used: 0 })
    const [plain, selfTraining] = metrics.candidates
    expect(selfTraining!.criterion).toEqual(plain!.criterion)
  })

  it('leaves out rows of groups that a labeled row belongs to', { timeout: 60_000 }, async () => {
    const grouped = labeled.map((row, at) => ({ ...row, shop: `shop ${at % 60}` }))
    const others = more.map((row, at) => ({
      ...row,
      shop: at % 3 === 0 ? `shop ${at % 60}` : at % 3 === 1 ? `new ${at}` : null,
    }))
    const { metrics } = await folder.run(grouped, { ...only, group: 'shop', unlabeled: folder.file(others) })
    expect(metrics.unlabeled).toMatchObject({ repeated: 0, ofKnownGroups: 300, used: 600 })
  })

  it('keeps the pseudo-labels, and gives the same again from its recipe', { timeout: 120_000 }, async () => {
    const texts = topicRows(2640)
    const unlabeled = folder.file(withoutLabel(texts.slice(240)))
    const path = folder.file(texts.slice(0, 240))
    const options = { ...only, folds: 5, repeats: 2, text: 'message', unlabeled }
    const done = folder.keep(await run(path, options))
    const out = join(folder.path, 'out')
    await saveRun(done, out, () => '<html></html>')
    expect(done.metrics.comparison.winner).toBe('self-training')
    const kept = readCsv(join(out, 'pseudo-labels.csv'))
    const { used, pseudoLabels } = done.metrics.unlabeled!
    expect(kept.length).toBe(used)
    for (const { class: name, rows } of pseudoLabels)
      expect(kept.filter(({ label }) => label === name).length).toBe(rows)
    const right = kept.filter(({ row, label }) => texts[239 + Number(row)]!['label'] === label).length
    expect(right / kept.length).toBeGreaterThan(0.9)
    const again = folder.keep(await runRecipe(join(out, 'recipe.json')))
    expect(again.metrics).toEqual(done.metrics)
    expect(again.predictor).toEqual(done.predictor)
    const messages = texts.slice(240, 640)
    const proba = loadPredictor(JSON.parse(readFileSync(join(out, 'model.json'), 'utf8'))).predictProba(
      messages.map(({ message }) => String(message)),
    )
    const names = done.predictor.classes
    const found = messages.filter(({ label }, row) => proba[row * 2 + names.indexOf(String(label))]! > 0.5).length
    expect(found / messages.length).toBeGreaterThan(0.9)
    writeFileSync(unlabeled, `${readFileSync(unlabeled, 'utf8')}one more\n`)
    await expect(runRecipe(join(out, 'recipe.json'))).rejects.toThrow(
      /the file has changed since the recipe was written .*"unlabeledSha256"/,
    )
  })

  it('refuses what it cannot use', { timeout: 60_000 }, async () => {
    const attempt = (options: object, rows: Rows = labeled) => folder.run(rows, { ...only, ...options })
    await expect(attempt({})).rejects.toThrow(/self-training learns from rows without labels; name their file/)
    const narrow = folder.file(more.map(({ amount, age }) => ({ amount, age })) as Rows)
    await expect(attempt({ unlabeled: narrow })).rejects.toThrow(/no column "kind"/)
    const absent = join(folder.path, 'absent.csv')
    await expect(attempt({ unlabeled: absent })).rejects.toThrow(/absent\.csv/)
    const dated = labeled.map((row, at) => ({ ...row, day: at })) as Rows
    await expect(attempt({ unlabeled: narrow, time: 'day' }, dated)).rejects.toThrow(/beside `time`/)
  })
})
