import { type OptionsSchema, z } from '../../core/index.ts'
import type { DetectorFactory } from './define-detector.ts'
import type { Detector } from './detector.ts'
import { detectors } from './detectors.ts'

type DetectorName = keyof typeof detectors

const names = Object.keys(detectors) as [DetectorName]
const named = names.map((name) =>
  z.strictObject({
    name: z.literal(name),
    options: (detectors[name].optionsSchema as OptionsSchema).prefault({}),
  }),
)

/** How a learner declares its detector: a name, or `{ name, options }`. */
export const detectorOption = z
  .union([z.enum(names), z.union(named)], {
    error: `must be the name of a detector (${names.join(', ')}), or { name, options }`,
  })
  .default('isolationForest')
  .describe('what learns the common class: the name of a detector, or { name, options }')

/** The detector that such an option stands for. */
export function detectorOf(option: z.output<typeof detectorOption>): Detector {
  if (typeof option === 'string') return detectors[option]()
  return (detectors[option.name] as unknown as DetectorFactory)(option.options)
}
