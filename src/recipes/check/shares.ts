import { chiSquareTail } from '../../evaluation/index.ts'
import { finding, percent } from '../audit/check.ts'
import type { Finding } from '../audit/finding.ts'
import type { PartFile, PartSet } from './part-file.ts'

/** Class shares of held-out parts beside those of train: nearer to balance is a sign of resampling, the reverse is not. */
export function checkShares(set: PartSet): Finding[] {
  const train = countsOf(
    set,
    set.files.filter(({ part }) => part === 'train'),
  )
  const trainRows = sum(train)
  if (trainRows === 0) return []
  const found: Finding[] = []
  for (const file of set.files) {
    if (file.part === 'train') continue
    const held = countsOf(set, [file])
    const rows = sum(held)
    if (rows === 0) continue
    for (const [code, name] of set.classes.entries()) {
      if (train[code] === 0) found.push(unseen(file, name, held[code]!))
    }
    if (!differ(train, held)) continue
    const [before, now] = [evenness(train), evenness(held)]
    const rarest = rarestOf(train.some((count) => count > 0) && before < now ? train : held)
    const shares = `"${set.classes[rarest]}" is ${percent(held[rarest]! / rows)} of ${file.name} and ${percent(train[rarest]! / trainRows)} of train`
    if (now > before + 0.1 && now > 0.9) {
      found.push(
        finding(
          'error',
          'resampled-held-out-parts',
          file.name,
          `${shares}: the ${file.part} part is (nearly) balanced and train is not, so it has been resampled, and its precision will not hold on real rows.`,
          'Judge on rows at their natural shares.',
        ),
      )
    } else if (before > now + 0.1 && before > 0.9) {
      found.push(
        finding(
          'note',
          'train-is-rebalanced',
          file.name,
          `${shares}: train seems to have been rebalanced, and ${file.name} left as it came in, as it should be.`,
          'Probabilities of such a model are too high for the rare class: calibrate them on rows at natural shares, as evenkeel decide does.',
        ),
      )
    } else if (Math.abs(now - before) > 0.1) {
      found.push(
        finding(
          'warning',
          'shares-differ',
          file.name,
          `${shares}, more than chance explains.`,
          'Split anew by class (evenkeel split), or say why the parts differ, such as by time.',
        ),
      )
    }
  }
  return found.length > 0
    ? found
    : [finding('passed', 'shares-differ', null, 'The classes have about the same shares in every part.')]
}

function unseen(file: PartFile, name: string, rows: number): Finding {
  return finding(
    'warning',
    'class-unseen-in-train',
    file.name,
    `Class "${name}" has ${rows} rows in ${file.name} and none in train: no model can learn it.`,
    'Split by class, or leave it out of both.',
  )
}

function countsOf({ classes }: PartSet, files: readonly PartFile[]): number[] {
  const counts = new Array<number>(classes.length).fill(0)
  for (const { codes } of files) for (const code of codes) if (code >= 0) counts[code]!++
  return counts
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}

/** The rarest class's share beside an even one: 1 where all classes are as frequent, towards 0 where one is rare. */
function evenness(counts: readonly number[]): number {
  const present = counts.filter((count) => count > 0)
  return present.length < 2 ? 0 : (Math.min(...present) * present.length) / sum(present)
}

function rarestOf(counts: readonly number[]): number {
  const least = Math.min(...counts.filter((count) => count > 0))
  return counts.indexOf(least)
}

/** Whether two samples of classes differ beyond a chance of one in a million. */
function differ(a: readonly number[], b: readonly number[]): boolean {
  const [rowsA, rowsB] = [sum(a), sum(b)]
  let statistic = 0
  let classes = 0
  for (let code = 0; code < a.length; code++) {
    const both = a[code]! + b[code]!
    if (both === 0) continue
    classes++
    for (const [count, rows] of [
      [a[code]!, rowsA],
      [b[code]!, rowsB],
    ] as const) {
      const expected = (both * rows) / (rowsA + rowsB)
      statistic += (count - expected) ** 2 / expected
    }
  }
  return classes > 1 && chiSquareTail(statistic, classes - 1) < 1e-6
}
