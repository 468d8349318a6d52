import { DataError } from '../../core/index.ts'
import { betaCalibrator, loadBeta } from './beta.ts'
import type { AnyCalibratorName, Calibrator, FittedCalibrator, SavedCalibrator } from './calibrator.ts'
import { isotonicCalibrator, loadIsotonic } from './isotonic.ts'
import { loadNone, noCalibrator } from './no-calibrator.ts'
import { loadPerClass, perClassCalibrator } from './per-class.ts'
import { loadPlatt, plattCalibrator } from './platt.ts'
import { loadTemperature, temperatureCalibrator } from './temperature.ts'
import { loadVector, vectorCalibrator } from './vector.ts'

/** Every calibrator by its name. */
export const calibrators: { readonly [Name in AnyCalibratorName]: () => Calibrator<Name> } = Object.freeze({
  none: noCalibrator,
  platt: plattCalibrator,
  isotonic: isotonicCalibrator,
  temperature: temperatureCalibrator,
  beta: betaCalibrator,
  vector: vectorCalibrator,
  perClass: perClassCalibrator,
})

const loaders: { readonly [Name in AnyCalibratorName]: (saved: SavedCalibrator) => FittedCalibrator<Name> } = {
  none: loadNone,
  platt: loadPlatt,
  isotonic: loadIsotonic,
  temperature: loadTemperature,
  beta: loadBeta,
  vector: loadVector,
  perClass: loadPerClass,
}

/** Makes a calibrator again from what its `save` gave. Runs no code from the file; throws `DataError` on other JSON. */
export function loadCalibrator(saved: SavedCalibrator): FittedCalibrator<AnyCalibratorName> {
  if (saved?.format !== 'evenkeel-calibrator' || saved.version !== 1 || !Object.hasOwn(loaders, saved.name)) {
    throw new DataError('loadCalibrator: this is not a saved calibrator of version 1; save it again with `save`.')
  }
  if (!Number.isInteger(saved.classCount) || saved.classCount < 2) {
    throw new DataError('loadCalibrator: the saved calibrator has no number of classes; save it again with `save`.')
  }
  return loaders[saved.name](saved)
}
