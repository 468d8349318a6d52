import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { random } from '../../src/core/index.ts'
import { applyFile, type DecideOptions, decideScores } from '../../src/recipes/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-apply-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const rowCount = 600
const classes = ['a', 'b', 'c'] as const
const dice = random(2).uniform(8 * rowCount)
const made = Array.from({ length: rowCount }, (_, row) => {
  const [one, two, three, other, cost] = dice.subarray(8 * row, 8 * row + 5) as unknown as number[]
  const truth = one! < 0.7 ? 'a' : one! < 0.9 ? 'b' : 'c'
  const logits = classes.map((name, code) => [two!, three!, other!][code]! * 3 + (name === truth ? 1.5 : 0))
  const sum = logits.reduce((all, z) => all + Math.exp(z), 0)
  const p = logits.map((z) => Math.round((1e6 * Math.exp(z)) / sum) / 1e6)
  return { truth, logits, p, cost: Math.round(100 * cost!) }
})

function write(name: string, head: string, line: (row: (typeof made)[number]) => string): string {
  const path = join(folder, name)
  writeFileSync(path, `${head}\n${made.map(line).join('\n')}\n`)
  return path
}

const binary = (row: (typeof made)[number]) => (row.truth === 'c' ? 'bad' : 'good')
const files = {
  binary: write('binary.csv', 't,p,z,cost', (row) =>
    [binary(row), row.p[2], row.logits[2]!.toFixed(4), row.cost].join(','),
  ),
  several: write('several.csv', 't,p_b,p_a,p_c', (row) => [row.truth, row.p[1], row.p[0], row.p[2]].join(',')),
  logits: write('logits.csv', 't,z_a,z_b,z_c', (row) => [row.truth, ...row.logits.map((z) => z.toFixed(5))].join(',')),
  divided: write('divided.csv', 't,s_a,s_b,s_c', (row) =>
    [row.truth, ...row.p.map((p) => (p * 0.6).toFixed(6))].join(','),
  ),
}

async function decided(name: string, options: DecideOptions, path: string) {
  const decision = await decideScores(path, options)
  const file = join(folder, `${name}.decision.json`)
  writeFileSync(file, JSON.stringify(decision))
  const out = join(folder, `${name}.decided.csv`)
  const applied = await applyFile(file, path, out)
  const [head, ...lines] = readFileSync(out, 'utf8').trim().split('\n')
  return { decision, file, applied, head: head!.split(','), lines: lines.map((line) => line.split(',')) }
}

test.each([
  ['probability', { truth: 't', score: ['p'], recall: 0.8 }, files.binary],
  ['raw', { truth: 't', score: ['z'], fBeta: 2 }, files.binary],
  ['costs', { truth: 't', score: ['p'], costs: '9:1' }, files.binary],
  ['row-costs', { truth: 't', score: ['p'], missCost: 'cost', falseAlarmCost: '5' }, files.binary],
  ['one-of-three', { truth: 't', score: ['p_c'], positive: 'c', alerts: 40 }, files.several],
  ['several', { truth: 't', score: ['p_a', 'p_b', 'p_c'], calibration: 'perClass' }, files.several],
  ['several-costs', { truth: 't', score: ['p_a', 'p_b', 'p_c'], costs: 'c>a=10,c>b=10' }, files.several],
  ['softmax', { truth: 't', score: ['z_a', 'z_b', 'z_c'], calibration: 'vector' }, files.logits],
  ['divided', { truth: 't', score: ['s_a', 's_b', 's_c'] }, files.divided],
] as const)(
  'a decision (%s) does to a file what it did to the rows that it was chosen on',
  async (name, options, path) => {
    const { decision, applied, head, lines } = await decided(name, options as unknown as DecideOptions, path)
    const names = decision.classes.map((one) => one.class)
    expect(head.slice(-names.length - 1)).toEqual([...names.map((one) => `probability of ${one}`), 'decision'])
    const counts = names.map(() => names.map(() => 0))
    for (const line of lines) {
      const truth = names.indexOf(line[0]!)
      const taken = names.indexOf(line.at(-1)!)
      counts[Math.max(truth, 0)]![taken]!++
      const sum = line.slice(-names.length - 1, -1).reduce((all, p) => all + Number(p), 0)
      expect(sum).toBeCloseTo(1, 9)
    }
    expect(counts).toEqual(decision.onChosen.confusion)
    expect(applied.rows).toBe(rowCount)
    expect(applied.decided.map((one) => one.rows)).toEqual(
      names.map((_, code) => counts.reduce((all, row) => all + row[code]!, 0)),
    )
  },
)

test('scores of another kind, a damaged decision and the decision of a model are refused with the remedy', async () => {
  const out = join(folder, 'never.csv')
  const { file, decision } = await decided('again', { truth: 't', score: ['p'] }, files.binary)
  const wide = join(folder, 'wide.csv')
  writeFileSync(wide, 'p\n0.4\n1.7\n')
  await expect(applyFile(file, wide, out)).rejects.toThrow(
    /wide\.csv: column "p" has the score 1\.7 in row 2, but the decision was chosen on scores from 0 to 1\. Give the scores of the same model, or decide anew\.$/,
  )
  writeFileSync(wide, 'q\n0.4\n')
  await expect(applyFile(file, wide, out)).rejects.toThrow(/no column "p"/)
  writeFileSync(wide, 'p\n0.4\n\n')
  writeFileSync(wide, 'p,q\n0.4,1\n,2\n')
  await expect(applyFile(file, wide, out)).rejects.toThrow(/column "p" has no number in row 2/)
  const several = await decided('sums', { truth: 't', score: ['p_a', 'p_b', 'p_c'] }, files.several)
  writeFileSync(wide, 'p_a,p_b,p_c\n0.2,0.3,0.5\n0.2,0.2,0.2\n')
  await expect(applyFile(several.file, wide, out)).rejects.toThrow(/the scores of row 2 do not sum to 1/)

  const broken = join(folder, 'broken.json')
  writeFileSync(broken, JSON.stringify({ ...decision, scores: { columns: ['p'] } }))
  await expect(applyFile(broken, files.binary, out)).rejects.toThrow(
    /broken\.json: this decision is damaged, or of another version, at "scores/,
  )
  writeFileSync(broken, JSON.stringify({ ...decision, scores: { ...decision.scores, kind: 'model' } }))
  await expect(applyFile(broken, files.binary, out)).rejects.toThrow(
    /broken\.json: this decision is about the scores of a model; pass the model\.json beside it/,
  )
  writeFileSync(broken, '{"evenkeel":1,"kind":"decision",')
  await expect(applyFile(broken, files.binary, out)).rejects.toThrow(/broken\.json: this decision is not valid JSON/)
})
