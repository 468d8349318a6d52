import { expRest, expScale } from '../core/index.ts'

/** The table of `gaussians` in assembly/kernel-row.ts: 128 scales of `exp`, and after each what it leaves out. */
export function writeExpTable(into: Float64Array): void {
  for (let i = 0; i < 128; i++) {
    into[2 * i] = expScale[i]!
    into[2 * i + 1] = expRest[i]!
  }
}
