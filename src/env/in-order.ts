/** Sorts a list in place, but only one that is out of order: most are short and stand in order, and sorting those costs more than looking. */
export function inOrder<T>(list: T[], compare: (a: T, b: T) => number): T[] {
  for (let i = 1; i < list.length; i++) if (compare(list[i - 1]!, list[i]!) > 0) return list.sort(compare)
  return list
}
