/** The names of the options that differ, but those that are `free` to; what is plain data is compared as such. */
export function optionsThatDiffer(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
  free: readonly string[],
): string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return names.filter((name) => !free.includes(name) && JSON.stringify(one[name]) !== JSON.stringify(other[name]))
}
