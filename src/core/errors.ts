/** A value handed to evenkeel by its user is out of range, misspelled or of the wrong shape. The command line exits with 2. */
export class OptionError extends Error {
  override readonly name = 'OptionError'
}

/** The data cannot be used as they are. The message names the place and the remedy. The command line exits with 1. */
export class DataError extends Error {
  override readonly name = 'DataError'
}

/** Validation or test data were about to be rebalanced, augmented or learned from. */
export class LeakError extends Error {
  override readonly name = 'LeakError'
}

/** An optional package is needed and is not installed. */
export class MissingDependencyError extends Error {
  override readonly name = 'MissingDependencyError'
  readonly packageName: string

  constructor(packageName: string, purpose: string, options?: ErrorOptions) {
    super(`${purpose} needs the package "${packageName}". Install it: npm install ${packageName}`, options)
    this.packageName = packageName
  }
}
