import type { SavedModel } from '../../core/index.ts'
import { restoreSaved } from '../restore-saved.ts'
import type { FittedDetector } from './detector.ts'
import { detectors } from './detectors.ts'

/**
 * Restores what `save()` of a fitted detector gave, to the same scores bit for bit. It runs no code from the file.
 * Throws `DataError` for anything else than a saved detector of a version and name known here.
 */
export function loadDetector(saved: SavedModel): FittedDetector {
  return restoreSaved<FittedDetector>('loadDetector', 'detector', saved, detectors)
}
