import type { Codecs } from '../../env/codecs.ts'
import { median, secondsOf, times, type Row } from './figure.ts'
import { pumpThrough, topicWorld, type Pumped } from './worlds.ts'

const RECORDS = 500_000
/** Engines compile what is hot during the first of them: the median of few would say how fast that is. */
const ROUNDS = 15
/** What one sets first who wants throughput of a producer. */
const LARGE_BATCHES = { 'batch.size': String(128 * 1024) }
const ASKED = { aim: 2e6, minimum: 1e6, better: 'more' } as const

/** Producer → wire → three replicas → consumer; with large batches, and with those of Java's defaults. */
export function throughput(codecs: Codecs): Row[] {
  const large = runs(codecs, LARGE_BATCHES), standard = runs(codecs, {})
  return [
    { figure: 'records through RF 3, 6 partitions, 100 B, batch.size 128 KiB', value: median(large.map(recordRate)), unit: 'records/s', ...ASKED },
    { figure: 'the same with batch.size 16 KiB, the default', value: median(standard.map(recordRate)), unit: 'records/s', ...ASKED },
  ]
}

type Run = Pumped & { readonly seconds: number }
const recordRate = ({ delivered, seconds }: Run): number => delivered / seconds

/** The first run only warms up. */
const runs = (codecs: Codecs, producer: Readonly<Record<string, string>>): Run[] => times(1 + ROUNDS, () => once(codecs, producer)).slice(1)

function once(codecs: Codecs, producer: Readonly<Record<string, string>>): Run {
  const world = topicWorld(codecs)
  let pumped: Pumped = { delivered: 0 }
  const seconds = secondsOf(() => { pumped = pumpThrough(world, RECORDS, producer) })
  if (pumped.delivered < RECORDS) throw new Error(`Only ${pumped.delivered} of ${RECORDS} records were delivered`)
  return { ...pumped, seconds }
}
