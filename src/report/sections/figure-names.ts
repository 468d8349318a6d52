/** What the figures of `metrics.json` are called on a page, and what they mean. */
export const figureNames: Readonly<Record<string, { readonly name: string; readonly meaning: string }>> = {
  averagePrecision: { name: 'Average precision', meaning: 'area under the precision–recall curve' },
  precisionAtRecall: { name: 'Precision at the asked recall', meaning: '' },
  recallAtPrecision: { name: 'Recall at the asked precision', meaning: '' },
  costPerRow: { name: 'Cost per row', meaning: 'expected, by the costs that were given; less is better' },
  f1: { name: 'F1', meaning: 'harmonic mean of precision and recall' },
  macroF1: { name: 'Macro F1', meaning: 'mean of the F1 of the classes, each counting the same' },
  balancedAccuracy: { name: 'Balanced accuracy', meaning: 'mean recall of the classes' },
  geometricMean: { name: 'Geometric mean', meaning: 'of the recalls of the classes' },
  matthews: { name: 'Matthews correlation', meaning: '0 is chance, 1 is perfect' },
  kappa: { name: 'Cohen’s kappa', meaning: 'agreement beyond chance' },
  rocAuc: { name: 'ROC-AUC', meaning: 'flatters where a class is rare; read it beside average precision' },
  logLoss: { name: 'Log loss', meaning: 'of the probabilities; less is better' },
  brier: { name: 'Brier score', meaning: 'squared error of the probabilities; less is better' },
  expectedCalibrationError: {
    name: 'Expected calibration error',
    meaning: 'how far probabilities are from what happens; less is better',
  },
}
