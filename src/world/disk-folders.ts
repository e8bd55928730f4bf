/**
 * The names of a disk by each folder above them: a broker has hundreds of files, and looks into one partition's folder at a time.
 * Made of the names alone, so it is no state of its own.
 */
export class Folders {
  readonly #under = new Map<string, Set<string>>()

  constructor(names: Iterable<string> = []) {
    for (const name of names) this.add(name)
  }

  add(name: string): void {
    for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) this.#namesIn(name.slice(0, at + 1)).add(name)
  }

  delete(name: string): void {
    for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) this.#leave(name.slice(0, at + 1), name)
  }

  /** All names at any depth below a folder, which ends in a slash; in no order. */
  under(folder: string): Iterable<string> { return this.#under.get(folder) ?? [] }

  #namesIn(folder: string): Set<string> {
    let names = this.#under.get(folder)
    if (!names) this.#under.set(folder, names = new Set())
    return names
  }

  #leave(folder: string, name: string): void {
    const names = this.#under.get(folder)
    names?.delete(name)
    if (names?.size === 0) this.#under.delete(folder)
  }
}
