import type { ClusterView, PartitionId } from '../../world/view.ts'
import { partitionFacts } from '../../world/view-helpers.ts'

/*
 * What two tracks differ in, at one moment of the clock they share: figures and facts side by side, those that are equal left out.
 */

export type Row =
  | { is: 'total'; name: 'sent' | 'acknowledged' | 'failed' | 'lost' | 'duplicated' | 'visible'; a: number; b: number }
  | { is: 'leader' | 'isr' | 'end' | 'hw'; partition: PartitionId; a: string; b: string }
  | { is: 'process'; process: string; a: string; b: string }
  | { is: 'group'; group: string; a: string; b: string }
  | { is: 'committed'; group: string; a: number; b: number }

const TOTALS = ['sent', 'acknowledged', 'failed', 'visible', 'lost', 'duplicated'] as const

/** The ledger's totals whole, in their order. */
export const totals = (a: ClusterView, b: ClusterView): Extract<Row, { is: 'total' }>[] =>
  TOTALS.map(name => ({ is: 'total', name, a: a.ledger.totals[name], b: b.ledger.totals[name] }))

/** Everything else that is not the same. */
export const differences = (a: ClusterView, b: ClusterView): Row[] => [
  ...both(a.processes, b.processes).flatMap(process => rowOf({ is: 'process', process }, a.processes[process]?.state, b.processes[process]?.state)),
  ...both(a.replicas, b.replicas).flatMap(id => partitionRows(id as PartitionId, a, b)),
  ...both(a.groups, b.groups).flatMap(group => [
    ...rowOf({ is: 'group', group }, a.groups[group]?.state, b.groups[group]?.state),
    ...committedRow(group, a, b),
  ]),
]

const both = (a: object, b: object): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(name => !name.startsWith('__')).sort()

function partitionRows(partition: PartitionId, a: ClusterView, b: ClusterView): Row[] {
  const [inA, inB] = [partitionFacts(a, partition), partitionFacts(b, partition)]
  return [
    ...rowOf({ is: 'leader', partition }, inA?.leader, inB?.leader),
    ...rowOf({ is: 'isr', partition }, inA?.isr.join(' '), inB?.isr.join(' ')),
    ...rowOf({ is: 'end', partition }, inA?.end, inB?.end),
    ...rowOf({ is: 'hw', partition }, inA?.hw, inB?.hw),
  ]
}

function committedRow(group: string, a: ClusterView, b: ClusterView): Row[] {
  const [inA, inB] = [a, b].map(view => Object.values(view.groups[group]?.committed ?? {}).reduce((sum, offset) => sum + offset, 0)) as [number, number]
  return inA === inB ? [] : [{ is: 'committed', group, a: inA, b: inB }]
}

type Texts = Extract<Row, { a: string }>
type Named = Texts extends infer R ? R extends Texts ? Omit<R, 'a' | 'b'> : never : never
const rowOf = (named: Named, a: unknown, b: unknown): Row[] => {
  const [inA, inB] = [a, b].map(each => each === undefined || each === null || each === '' ? '–' : String(each)) as [string, string]
  return inA === inB ? [] : [{ ...named, a: inA, b: inB } as Row]
}
