/**
 * The text by which two texts count as the same: Unicode NFKC, lower case, every run of blanks and line breaks one blank,
 * none at the ends. Normalizing twice changes nothing.
 */
export function normalizeText(text: string): string {
  // Lower case can take a composed letter apart (İ), hence NFKC again.
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\s+/g, ' ').trim()
}
