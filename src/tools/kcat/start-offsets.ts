import type { ListedOffset, OffsetSpec } from '../../client/admin/list-offsets.ts'
import type { TopicPartition } from '../../client/topic-partition.ts'
import { ToolException } from '../exception.ts'

/** Where `-o` begins in each partition: at once, or at what is asked of the brokers first, moved by so much. */
export type Start =
  | { readonly at: number | 'earliest' | 'latest' | 'stored' }
  | { readonly ask: OffsetSpec; readonly back: number }

export function startOf(text: string): Start {
  if (text === 'beginning' || text === 'earliest') return { at: 'earliest' }
  if (text === 'end' || text === 'latest') return { at: 'latest' }
  if (text === 'stored') return { at: 'stored' }
  const time = /^s@(\d+)$/.exec(text)
  if (time) return { ask: Number(time[1]), back: 0 }
  if (/^-\d+$/.test(text)) return { ask: 'latest', back: Number(text.slice(1)) }
  if (/^\d+$/.test(text)) return { at: Number(text) }
  throw new ToolException('', `-o wants beginning, end, stored, an offset, -<last so many> or s@<ms>, not '${text}'`)
}

/** Where no record is as late as the time asked for, there is only the end. */
export const sought = (listed: readonly ListedOffset[], back: number): readonly (TopicPartition & { readonly to: number | 'latest' })[] =>
  listed.map(({ topic, partition, offset }) => ({ topic, partition, to: offset < 0 ? 'latest' : Math.max(0, offset - back) }))
