import { OptionError } from './errors.ts'
import { betaDraw } from './gamma-beta.ts'
import type { Random } from './random.ts'
import type { WordSource } from './word-source.ts'
import { WordStream } from './word-stream.ts'

/** The drawing half of a `Random`, over any source of words. Every draw equals that of NumPy's `RandomState` on the same words. */
export function bulkDraws(source: WordSource): Omit<Random, 'seed' | 'fork' | 'continue'> {
  const stream = new WordStream(source)
  return {
    randint(low, high, size) {
      const largest = high - low - 1
      if (!(Number.isSafeInteger(low) && Number.isSafeInteger(high) && largest >= 0 && Number.isSafeInteger(largest))) {
        throw new OptionError(`randint: [${low}, ${high}) holds no integers to draw; \`high\` must be above \`low\`.`)
      }
      const drawn = new Float64Array(checkSize('randint', size))
      stream.manyUpTo(largest, drawn)
      if (low !== 0) for (let i = 0; i < size; i++) drawn[i]! += low
      return drawn
    },

    uniform(size, low = 0, high = 1) {
      const range = high - low
      if (!Number.isFinite(range)) throw new OptionError(`uniform: from ${low} to ${high} is not a finite range.`)
      const drawn = new Float64Array(checkSize('uniform', size))
      stream.doubles(low, range, drawn)
      return drawn
    },

    choice(n, size, replace) {
      checkSize('choice', n)
      checkSize('choice', size)
      if (!replace) {
        if (size > n) throw new OptionError(`choice: ${size} of ${n} cannot be chosen without replacement.`)
        return stream.shuffled(n, size)
      }
      if (n === 0 && size > 0) throw new OptionError('choice: there is nothing to choose from; `n` must be at least 1.')
      const drawn = new Int32Array(size)
      stream.manyUpTo(n - 1, drawn)
      return drawn
    },

    permutation: (n) => stream.shuffled(checkSize('permutation', n), n),

    randn(size, into = new Float64Array(checkSize('randn', size))) {
      stream.normals(into)
      return into
    },

    beta(a, b, size) {
      if (!(a > 0 && b > 0 && a < Infinity && b < Infinity)) {
        throw new OptionError(`beta: \`a\` and \`b\` must be above 0; they are ${a} and ${b}.`)
      }
      const drawn = new Float64Array(checkSize('beta', size))
      for (let i = 0; i < size; i++) drawn[i] = betaDraw(stream, a, b)
      return drawn
    },
  }
}

function checkSize(who: string, size: number): number {
  if (Number.isInteger(size) && size >= 0 && size <= 0x7fffffff) return size
  throw new OptionError(`${who}: a number of draws must be an integer from 0 to 2147483647; it is ${size}.`)
}
