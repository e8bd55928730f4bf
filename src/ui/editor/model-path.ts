/*
 * Where the model of a file lies, by the name its scripts go by (`free`, `lesson/isr/solution`). A name is never empty: a path that begins
 * with two slashes would name a host (RFC 3986, 3.3), and Monaco refuses it.
 */

export const pathOf = (id: string, file: string): string => `/${id}/${file}`

/** The file whose model lies there; null when it is of other scripts. */
export function fileAt(id: string, path: string): string | null {
  const folder = pathOf(id, ''), file = path.slice(folder.length)
  return path.startsWith(folder) && !file.includes('/') ? file : null
}
