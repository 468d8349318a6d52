import { decodeFloats, encodeFloats, z } from '../core/index.ts'
import { defineClassifier } from './define-classifier.ts'

const dummyClassifierOptions = z.strictObject({
  strategy: z.enum(['prior']).default('prior').describe('what to answer: the shares of the classes in training'),
})

/**
 * Looks at no column: every row gets the (weighted) shares of the classes in the training data. What a real model has
 * to beat. Equal to scikit-learn's `DummyClassifier(strategy='prior')`.
 */
export const dummyClassifier = defineClassifier({
  name: 'dummyClassifier',
  options: dummyClassifierOptions,

  async learn({ codes, weights, classCount }) {
    const sums = new Float64Array(classCount)
    let total = 0
    for (let row = 0; row < codes.length; row++) {
      sums[codes[row]!]! += weights[row]!
      total += weights[row]!
    }
    return { prior: encodeFloats(sums.map((sum) => sum / total)) }
  },

  restore({ prior: encoded }, classCount) {
    const prior = decodeFloats(encoded)
    return {
      predict({ rowCount }) {
        const result = new Float64Array(rowCount * classCount)
        for (let row = 0; row < rowCount; row++) result.set(prior, row * classCount)
        return result
      },
    }
  },
})
