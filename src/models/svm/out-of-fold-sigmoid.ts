import { breathe, type Context, type Matrix, type SparseMatrix } from '../../core/index.ts'
import { fitSigmoid, type Sigmoid } from '../../evaluation/index.ts'
import { fastKernelRows, type KernelFunction } from '../../kernels/index.ts'
import { learnMachine, type Machine, type MachineSettings, type PairTask } from './pair-machines.ts'
import { readQuery } from './query-row.ts'

/**
 * Platt's sigmoid for one pair of classes: the probability of the first class by the decision value, learned from
 * values of machines that had not seen the rows. Weights count in it as they count in the machine.
 *
 * H.-T. Lin, C.-J. Lin, R. C. Weng, "A note on Platt's probabilistic outputs for support vector machines", Machine
 * Learning 68, 2007.
 */
export async function outOfFoldSigmoid(
  task: PairTask,
  weights: Float64Array,
  folds: Uint8Array,
  foldCount: number,
  settingsOf: (fold: number) => MachineSettings,
  context: Context,
): Promise<Sigmoid> {
  const { X, positive, negative, kernel } = task
  const values = new Float64Array(X.rowCount)
  for (let fold = 0; fold < foldCount; fold++) {
    const learning = {
      ...task,
      positive: positive.filter((row) => folds[row] !== fold),
      negative: negative.filter((row) => folds[row] !== fold),
    }
    const machine = await learnMachine(learning, settingsOf(fold), context)
    for (const rows of [positive, negative]) {
      const held = rows.filter((row) => folds[row] === fold)
      await writeValues(X, machine, kernel, held, values, context)
    }
  }
  const rows = [...positive, ...negative]
  return await fitSigmoid(
    Float64Array.from(rows, (row) => values[row]!),
    Uint8Array.from(rows.keys(), (i) => (i < positive.length ? 1 : 0)),
    Float64Array.from(rows, (row) => weights[row]!),
    context,
  )
}

async function writeValues(
  X: Matrix | SparseMatrix,
  machine: Machine,
  kernel: KernelFunction,
  rows: Int32Array,
  values: Float64Array,
  context: Context,
): Promise<void> {
  const support = await fastKernelRows(X, machine.rows, kernel, context)
  const alike = support.values
  let work = 0
  for (const row of rows) {
    support.evaluate(readQuery(X, row, support.query), 0, support.rowCount)
    let sum = -machine.rho
    for (let s = 0; s < support.rowCount; s++) sum += machine.coefficients[s]! * alike[s]!
    values[row] = sum
    work += support.cost
    if (work < 1e6) continue
    work = 0
    await breathe(context)
  }
}
