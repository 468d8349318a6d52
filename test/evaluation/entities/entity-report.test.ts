import { describe, expect, it } from 'vitest'
import { DataError, type Span } from '../../../src/core/index.ts'
import { type EntityFigures, entityReport, entitySpans, type TagSchemeName } from '../../../src/evaluation/index.ts'
import recorded from '../../fixtures/evaluation/entities.json' with { type: 'json' }

const span = (start: number, end: number, label: string): Span => ({ start, end, label })

const schemes = [...new Set(recorded.cases.map(({ scheme }) => scheme as TagSchemeName))]

describe("entityReport equals seqeval's report", () => {
  it.each(schemes)('%s, lenient and strict', (scheme) => {
    for (const one of recorded.cases.filter((own) => own.scheme === scheme)) {
      for (const mode of ['lenient', 'strict'] as const) {
        const expected = (one as Partial<Record<typeof mode, Record<string, number[]>>>)[mode]
        if (!expected) continue
        const report = entityReport(one.truth, one.predicted, mode === 'strict' ? { scheme } : {})
        const found: Record<string, EntityFigures> = {
          'micro avg': report.micro,
          'macro avg': report.macro,
          'weighted avg': report.weighted,
        }
        for (const figures of report.perLabel) found[figures.label] = figures
        expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
        for (const [label, [precision, recall, f1, support]] of Object.entries(expected)) {
          expect(found[label]!.precision).toBeCloseTo(precision!, 12)
          expect(found[label]!.recall).toBeCloseTo(recall!, 12)
          expect(found[label]!.f1).toBeCloseTo(f1!, 12)
          expect(found[label]!.support).toBe(support)
        }
      }
    }
  })
})

describe('entityReport', () => {
  it('gives the figures that the README of seqeval prints', () => {
    const truth = [
      ['O', 'O', 'O', 'B-MISC', 'I-MISC', 'I-MISC', 'O'],
      ['B-PER', 'I-PER', 'O'],
    ]
    const predicted = [
      ['O', 'O', 'B-MISC', 'I-MISC', 'I-MISC', 'I-MISC', 'O'],
      ['B-PER', 'I-PER', 'O'],
    ]
    const report = entityReport(truth, predicted)
    expect([report.micro.f1, report.macro.f1]).toEqual([0.5, 0.5])
    expect(report.perLabel.map(({ label, f1 }) => [label, f1])).toEqual([
      ['MISC', 0],
      ['PER', 1],
    ])
    expect(report.errors).toEqual({ boundary: 1, type: 0, both: 0, missed: 0, spurious: 0 })
    const noun = [[['B-NP', 'I-NP', 'O']], [['I-NP', 'I-NP', 'O']]] as const
    expect(entityReport(...noun).micro.f1).toBe(1)
    expect(entityReport(...noun, { scheme: 'IOB2' }).micro.f1).toBe(0)
  })

  it('splits errors by kind, each entity and prediction at most once', () => {
    const truth = [[span(0, 2, 'PER'), span(3, 5, 'LOC'), span(6, 8, 'PER'), span(10, 12, 'LOC')]]
    const predicted = [
      [span(0, 2, 'LOC'), span(4, 6, 'LOC'), span(7, 9, 'LOC'), span(20, 21, 'PER'), span(0, 3, 'PER')],
    ]
    const { errors, perLabel } = entityReport(truth, predicted)
    expect(errors).toEqual({ boundary: 1, type: 1, both: 1, missed: 1, spurious: 2 })
    expect(perLabel.find(({ label }) => label === 'PER')!.errors).toEqual({
      boundary: 0,
      type: 1,
      both: 1,
      missed: 0,
      spurious: 2,
    })
  })

  it('refuses sentences that do not belong together and tags that a scheme does not know', () => {
    expect(() => entityReport([['O']], [])).toThrow(DataError)
    expect(() => entityReport([['O']], [['O', 'O']])).toThrow('sentence 0 has 1 tags and 2 predicted ones')
    expect(() => entitySpans(['S-PER'], { scheme: 'IOB2' })).toThrow('IOB2 knows O and I, B')
  })
})
