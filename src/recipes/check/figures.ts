import { readFile } from 'node:fs/promises'
import { finding } from '../audit/check.ts'
import type { Finding } from '../audit/finding.ts'

const accuracyName = /^(acc|accuracy|accuracy_score|test_accuracy|val_accuracy|top_?1)$/i
const rocName = /^(auc|roc_?auc|auroc|roc_?auc_?score|test_auc|val_auc)$/i
const tellingName =
  /(precision|recall|sensitivity|f_?1|f_?beta|average_?precision|pr_?auc|auprc|mcc|matthews|balanced|kappa|g_?mean|geometric|confusion)/i
const thresholdName = /^(decision_?)?(threshold|cutoff|cut_off)$/i
const classesName = /^(labels|classes|class_names|label_names|intents|categories)$/i
const costsName = /cost/i
const largest = 20_000_000

/** Reads one file of figures; a file that is not JSON, or too large to hold figures, has none. */
export async function checkFigures(
  { name, path }: { readonly name: string; readonly path: string },
  classCount: number,
): Promise<Finding[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  if (text.length === 0 || text.length > largest) return []
  let held: unknown
  try {
    held = JSON.parse(text)
  } catch {
    return []
  }
  const figures = numbersIn(held)
  const keys = figures.map(({ key }) => key)
  return [...accuracyAlone(name, keys, text), ...oneThreshold(name, figures, held, classCount)]
}

function accuracyAlone(name: string, keys: readonly string[], text: string): Finding[] {
  const accuracy = keys.find((key) => accuracyName.test(key))
  const roc = keys.find((key) => rocName.test(key))
  if (accuracy === undefined && roc === undefined) return []
  // Names of what stands in lists or under other words count too: only a file without any of them is told.
  if (tellingName.test(text)) {
    return [finding('passed', 'accuracy-alone', name, `${name} has more than accuracy or ROC-AUC.`)]
  }
  const both = [accuracy, roc].filter((one) => one !== undefined).join(' and ')
  return [
    finding(
      'warning',
      'accuracy-alone',
      name,
      `${name} reports ${both} and no figure of the rare class: always answering the majority class may score as well.`,
      'Report precision, recall and average precision of each class that matters, with intervals.',
    ),
  ]
}

function oneThreshold(
  name: string,
  figures: readonly { readonly key: string; readonly value: number }[],
  held: unknown,
  classCount: number,
): Finding[] {
  const thresholds = figures.filter(({ key }) => thresholdName.test(key))
  const [only] = thresholds
  if (thresholds.length !== 1 || !only) return []
  const told = classesIn(held)
  const classes = told > 0 ? told : classCount
  const costs = figures.some(({ key }) => costsName.test(key)) || hasKey(held, costsName)
  if (classes <= 2 && !(costs && only.value === 0.5)) return []
  const why = classes > 2 ? `${classes} classes` : 'errors that cost differently'
  return [
    finding(
      'warning',
      'one-global-threshold',
      name,
      `${name} has one threshold, ${only.value}, for ${why}.`,
      classes > 2
        ? 'Choose one for each class on validation; classes differ in how rare they are and in what errors cost.'
        : 'Choose it by the costs: evenkeel decide --costs.',
    ),
  ]
}

/** Numbers of nested objects under their last key; what stands in lists is about rows, classes or folds. */
function numbersIn(value: unknown, key = '', depth = 0): { key: string; value: number }[] {
  if (typeof value === 'number') return [{ key, value }]
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > 12) return []
  return Object.entries(value).flatMap(([name, inner]) => numbersIn(inner, name, depth + 1))
}

function classesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 0
  for (const [key, inner] of Object.entries(value)) {
    if (classesName.test(key) && Array.isArray(inner)) return inner.length
    const below = classesIn(inner)
    if (below > 0) return below
  }
  return 0
}

function hasKey(value: unknown, name: RegExp): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.entries(value).some(([key, inner]) => name.test(key) || hasKey(inner, name))
}
