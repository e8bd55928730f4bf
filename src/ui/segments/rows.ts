import { pathAt, placeOf, type Annotated, type Parts } from '../../session/segments.ts'

/** Bytes with positions of their own: the file's, or those of an expanded payload; `root` is the row they belong to. */
export interface Space { readonly root: string; readonly bytes: Uint8Array; readonly parts: Parts }

/** One line of the tree. Its id is its way from the top, by index. */
export interface Row {
  readonly id: string
  readonly node: Annotated
  readonly space: Space
  readonly depth: number
  readonly index: number
  readonly of: number
}

export const isFoldable = (node: Annotated): boolean => node.parts !== undefined || node.expanded !== undefined
export const idOf = (root: string, index: number): string => root === '' ? String(index) : `${root}/${index}`
export const parentOf = (id: string): string => id.includes('/') ? id.slice(0, id.lastIndexOf('/')) : ''
/** All that must be unfolded for a row to be seen. */
export const above = (id: string): string[] => {
  const steps = id.split('/').slice(0, -1)
  return steps.map((_, i) => steps.slice(0, i + 1).join('/'))
}

/** The lines of a tree, in order; each is made when it is asked for, for a file may have a hundred thousand. */
export interface Rows {
  readonly length: number
  at(index: number): Row | undefined
  /** -1 where it is folded away, or is none. */
  indexOf(id: string): number
}

export const rowsBetween = (rows: Rows, first: number, last: number): Row[] =>
  Array.from({ length: Math.max(0, Math.min(last, rows.length) - first) }, (_, i) => rows.at(first + i)!)
export const rowOf = (rows: Rows, id: string): Row | undefined => rows.at(rows.indexOf(id))

/** What is seen of a space, with `open` unfolded. */
export const rowsOf = (space: Space, open: ReadonlySet<string>): Rows => new Level(space, space.root, space.parts, 1, open)

/** The rows below one row, and what is unfolded in there. */
class Level implements Rows {
  readonly length: number
  readonly #folds: readonly { readonly index: number; readonly rows: Level }[]
  readonly #space: Space
  readonly #parent: string
  readonly #parts: Parts
  readonly #depth: number

  constructor(space: Space, parent: string, parts: Parts, depth: number, open: ReadonlySet<string>) {
    this.#space = space
    this.#parent = parent
    this.#parts = parts
    this.#depth = depth
    this.#folds = childrenIn(open, parent).flatMap(index => {
      const id = idOf(parent, index), node = parts.at(index), inner = node && insideOf(id, node, space)
      return inner ? [{ index, rows: new Level(inner.space, id, inner.parts, depth + 1, open) }] : []
    })
    this.length = this.#folds.reduce((sum, { rows }) => sum + rows.length, parts.length)
  }

  at(place: number): Row | undefined {
    if (place < 0 || place >= this.length) return undefined
    let unfolded = 0
    for (const { index, rows } of this.#folds) {
      const inside = place - unfolded - index - 1
      if (inside < 0) break
      if (inside < rows.length) return rows.at(inside)
      unfolded += rows.length
    }
    return this.#own(place - unfolded)
  }

  indexOf(id: string): number {
    const step = Number(id.slice(this.#parent.length).split('/').find(Boolean) ?? NaN)
    if (!(step < this.#parts.length)) return -1
    const place = this.#folds.reduce((sum, { index, rows }) => index < step ? sum + rows.length : sum, step)
    if (id === idOf(this.#parent, step)) return place
    const inside = this.#folds.find(({ index }) => index === step)?.rows.indexOf(id) ?? -1
    return inside < 0 ? -1 : place + 1 + inside
  }

  #own(index: number): Row {
    return { id: idOf(this.#parent, index), node: this.#parts.at(index)!, space: this.#space, depth: this.#depth, index, of: this.#parts.length }
  }
}

/** Of the rows right below this one, those that are unfolded, in order. */
const childrenIn = (open: ReadonlySet<string>, parent: string): number[] =>
  [...open].filter(id => id !== parent && parentOf(id) === parent).map(id => Number(id.slice(id.lastIndexOf('/') + 1))).sort((a, b) => a - b)

interface Inside { readonly space: Space; readonly parts: readonly Annotated[] }
function insideOf(id: string, node: Annotated, space: Space): Inside | null {
  if (node.parts) return { space, parts: node.parts() }
  if (!node.expanded) return null
  const { bytes, parts } = node.expanded()
  return { space: { root: id, bytes, parts }, parts }
}

/** The row of the field that holds a byte; null behind the last. */
export function fieldAt(space: Space, at: number): string | null {
  let id: string | null = null
  for (let parts: Parts | undefined = space.parts; parts;) {
    const place = placeOf(parts, at), node = parts.at(place)
    if (!node) break
    id = idOf(id ?? space.root, place)
    parts = node.parts?.()
  }
  return id
}

/** The row of the record, or else the batch, that has this offset. */
export function rowOfOffset(space: Space, batchAt: number, offset: number): string {
  const index = placeOf(space.parts, batchAt), batch = String(index)
  const parts = space.parts.at(index)?.parts?.() ?? [], payload = parts.findIndex(part => part.name === 'records')
  const records = parts[payload]?.parts?.() ?? parts[payload]?.expanded?.().parts ?? []
  const record = records.findIndex(each => each.name === 'record' && each.value === offset)
  return record < 0 ? batch : `${batch}/${payload}/${record}`
}

/** A leaf of what is in sight, and whether it is the second of a pair, so that neighbours can be told apart. */
export interface Shade { readonly from: number; readonly to: number; readonly odd: boolean }
export function shadesOf(space: Space, from: number, to: number): Shade[] {
  const shades: Shade[] = []
  for (let at = from; at < to;) {
    const path = pathAt(space.parts, at), leaf = path.at(-1)
    if (!leaf) break
    const place = placeOf(path.at(-2)?.parts?.() ?? space.parts, at)
    shades.push({ from: leaf.from, to: leaf.to, odd: place % 2 === 1 })
    at = leaf.to
  }
  return shades
}
