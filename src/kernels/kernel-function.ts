/** A kernel of support vector machines: ⟨a, b⟩, exp(−gamma ‖a − b‖²), or (gamma ⟨a, b⟩ + coef0)^degree. */
export interface KernelFunction {
  readonly kind: 'linear' | 'rbf' | 'poly'
  readonly gamma: number
  readonly degree: number
  readonly coef0: number
}

/** `base` to a small whole power, by squaring, in the order of LIBSVM. */
export function wholePower(base: number, power: number): number {
  let factor = base
  let result = 1
  for (let left = power; left > 0; left = left >> 1) {
    if (left & 1) result *= factor
    factor *= factor
  }
  return result
}
