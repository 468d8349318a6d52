import type { Command } from './command.ts'

/** A command as the list knows it: enough for `evenkeel --help`, and where the rest is. */
export interface ListedCommand {
  readonly name: string
  readonly summary: string
  load(): Promise<Command>
}

/** Every command, in the order in which a job meets them. Nothing of them is loaded before it is asked for. */
export const commands: readonly ListedCommand[] = [
  {
    name: 'run',
    summary: 'the whole job: from a table or text file to a decision, judged once, with a report',
    load: async () => (await import('./commands/run.ts')).runCommand,
  },
  {
    name: 'audit',
    summary: 'what is wrong with a data set before anything is learned from it',
    load: async () => (await import('./commands/audit.ts')).auditCommand,
  },
  {
    name: 'split',
    summary: 'parts rows into train, validation and test without leaks',
    load: async () => (await import('./commands/split.ts')).splitCommand,
  },
  {
    name: 'resample',
    summary: 'rebalances a training file',
    load: async () => (await import('./commands/resample.ts')).resampleCommand,
  },
  {
    name: 'apply',
    summary: 'decides about new rows with the model of a run, or with the decision of decide',
    load: async () => (await import('./commands/apply.ts')).applyCommand,
  },
  {
    name: 'decide',
    summary: 'a decision for the scores of any model: calibrated, chosen for a goal, judged',
    load: async () => (await import('./commands/decide.ts')).decideCommand,
  },
  {
    name: 'drift',
    summary: 'whether new rows differ from those that a model was made for',
    load: async () => (await import('./commands/drift.ts')).driftCommand,
  },
  {
    name: 'check',
    summary: "lints the files of a project for the field's mistakes",
    load: async () => (await import('./commands/check.ts')).checkCommand,
  },
  {
    name: 'doctor',
    summary: 'what is installed here and what it unlocks',
    load: async () => (await import('./commands/doctor.ts')).doctorCommand,
  },
]
