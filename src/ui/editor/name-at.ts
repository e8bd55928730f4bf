/** A name in a line of code that may be a config's: columns from 1, `end` behind its last letter. */
export interface NameAt { readonly name: string; readonly start: number; readonly end: number; /** `quoted`: between quotes; `key`: of an object; `property`: of a server.properties. */ readonly as: 'quoted' | 'key' | 'property' }

/** Two slashes that are not an address's. */
const COMMENT = /(^|[^:])\/\//

/** The name a column stands in: between quotes, or a key of an object (`acks: 1`, `{ acks, … }`). */
export function nameAt(line: string, column: number): NameAt | null {
  for (const { 0: name, index } of line.matchAll(/[A-Za-z][\w.-]*/g)) {
    const start = index + 1, end = start + name.length
    if (column < start || column > end) continue
    const before = line[index - 1] ?? '', after = line.slice(index + name.length)
    if (COMMENT.test(line.slice(0, index))) return null
    const as = /['"`]/.test(before) && after.startsWith(before) ? 'quoted' : !name.includes('.') && /^\s*[:,}]/.test(after) && /[\s{,(]/.test(before || ' ') ? 'key' : null
    return as && { name, start, end, as }
  }
  return null
}

/** The name that a line of a `server.properties` sets. */
export function propertyAt(line: string, column: number): NameAt | null {
  const found = /^\s*([^#\s=][^\s=]*)/d.exec(line)?.indices?.[1]
  return found && column > found[0] && column <= found[1] + 1 ? { name: line.slice(...found), start: found[0] + 1, end: found[1] + 1, as: 'property' } : null
}
