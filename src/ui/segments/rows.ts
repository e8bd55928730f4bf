import { pathAt, type Annotated } from '../../session/segments.ts'

/** Bytes with positions of their own: the file's, or those of an expanded payload; `root` is the row they belong to. */
export interface Space { readonly root: string; readonly bytes: Uint8Array; readonly parts: readonly Annotated[] }

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

/** What is seen of a space, with `open` unfolded. */
export function rowsOf(space: Space, open: ReadonlySet<string>): Row[] {
  const rows: Row[] = []
  visit(rows, space, space.root, space.parts, 1, open)
  return rows
}

function visit(rows: Row[], space: Space, parent: string, parts: readonly Annotated[], depth: number, open: ReadonlySet<string>): void {
  parts.forEach((node, index) => {
    const id = idOf(parent, index)
    rows.push({ id, node, space, depth, index, of: parts.length })
    if (!open.has(id)) return
    const inner = insideOf(id, node, space)
    if (inner) visit(rows, inner.space, id, inner.parts, depth + 1, open)
  })
}

interface Inside { readonly space: Space; readonly parts: readonly Annotated[] }
function insideOf(id: string, node: Annotated, space: Space): Inside | null {
  if (node.parts) return { space, parts: node.parts() }
  if (!node.expanded) return null
  const { bytes, parts } = node.expanded()
  return { space: { root: id, bytes, parts }, parts }
}

/** The row of the field that holds a byte; null behind the last. */
export function fieldAt(space: Space, at: number): string | null {
  const path = pathAt(space.parts, at)
  if (path.length === 0) return null
  let parts = space.parts, id = space.root
  for (const node of path) {
    id = idOf(id, parts.indexOf(node))
    parts = node.parts?.() ?? []
  }
  return id
}

/** The row of the record, or else the batch, that has this offset. */
export function rowOfOffset(space: Space, batchAt: number, offset: number): string {
  const index = space.parts.findIndex(part => part.from === batchAt), batch = String(index)
  const parts = space.parts[index]?.parts?.() ?? [], payload = parts.findIndex(part => part.name === 'records')
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
    const siblings = path.at(-2)?.parts?.() ?? space.parts
    shades.push({ from: leaf.from, to: leaf.to, odd: siblings.indexOf(leaf) % 2 === 1 })
    at = leaf.to
  }
  return shades
}
