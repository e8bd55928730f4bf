import { baseOffsetIn, listOf, type Annotate, type Annotated } from '../../session/segments.ts'

type Files = Readonly<Record<string, Uint8Array>>

/** A batch as its header has it. */
export interface Held { readonly file: string; readonly at: number; readonly base: number; readonly last: number; readonly epoch: number; readonly crc: number; readonly bytes: Uint8Array }
export interface Pair { readonly base: number; readonly left: Held | null; readonly right: Held | null; readonly is: Difference | null }
/** Byte for byte the same is none. `epoch`: two leaders wrote different batches at one offset. */
export type Difference = 'missing' | 'epoch' | 'bytes'

export interface Diff {
  readonly pairs: readonly Pair[]
  readonly first: Pair | null
  /** Log end offsets. */
  readonly ends: readonly [left: number, right: number]
  /** Files of one side alone. */
  readonly onlyLeft: readonly string[]
  readonly onlyRight: readonly string[]
}

/** Two replicas of a partition, batch by batch, by their base offsets. */
export function diffOf(left: Files, right: Files, annotate: Annotate): Diff {
  const a = batchesIn(left, annotate), b = batchesIn(right, annotate)
  const bases = [...new Set([...a.keys(), ...b.keys()])].sort((x, y) => x - y)
  const pairs = bases.map(base => paired(base, a.get(base) ?? null, b.get(base) ?? null))
  return { pairs, first: pairs.find(pair => pair.is !== null) ?? null, ends: [endOf(a), endOf(b)], onlyLeft: missingIn(right, left), onlyRight: missingIn(left, right) }
}

function paired(base: number, left: Held | null, right: Held | null): Pair {
  if (!left || !right) return { base, left, right, is: 'missing' }
  return { base, left, right, is: left.epoch !== right.epoch ? 'epoch' : isSame(left.bytes, right.bytes) ? null : 'bytes' }
}
const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i])
const endOf = (batches: ReadonlyMap<number, Held>): number => Math.max(0, ...[...batches.values()].map(({ last }) => last + 1))
const missingIn = (files: Files, others: Files): string[] => Object.keys(others).filter(name => !(name in files)).sort()

/** Where two batches first differ, counted from their beginnings; null when they do not. */
export function firstByte({ left, right }: Pair): number | null {
  if (!left || !right) return null
  const at = left.bytes.findIndex((byte, i) => byte !== right.bytes[i])
  return at >= 0 ? at : left.bytes.length === right.bytes.length ? null : left.bytes.length
}

function batchesIn(files: Files, annotate: Annotate): Map<number, Held> {
  const logs = Object.keys(files).filter(name => name.endsWith('.log')).sort((a, b) => baseOffsetIn(a)! - baseOffsetIn(b)!)
  return new Map(logs.flatMap(file => listOf(annotate(file, files[file]!)).filter(({ name }) => name === 'batch').map(node => heldIn(file, files[file]!, node))).map(held => [held.base, held]))
}

function heldIn(file: string, bytes: Uint8Array, node: Annotated): Held {
  const fields = new Map(node.parts!().map(({ name, value }) => [name, value]))
  const number = (name: string): number => Number(fields.get(name) ?? 0)
  const base = number('baseOffset')
  return { file, at: node.from, base, last: base + number('lastOffsetDelta'), epoch: number('partitionLeaderEpoch'), crc: number('crc'), bytes: bytes.subarray(node.from, node.to) }
}
