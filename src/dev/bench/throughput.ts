import type { Codecs } from '../../env/codecs.ts'
import { median, secondsOf, times, type Row } from './figure.ts'
import { pumpThrough, topicWorld, type Pumped } from './worlds.ts'

const RECORDS = 300_000

/** Producer → wire → three replicas → consumer, and the frames that took. */
export function throughput(codecs: Codecs): Row[] {
  const runs = times(5, () => once(codecs))
  return [
    { figure: 'records through RF 3, 6 partitions, 100 B', value: median(runs.map(run => run.delivered / run.seconds)), unit: 'records/s', aim: 2e6, minimum: 1e6, better: 'more' },
    { figure: 'frames in that run', value: median(runs.map(run => run.frames / run.seconds)), unit: 'frames/s', aim: 250_000, minimum: 250_000, better: 'more' },
  ]
}

function once(codecs: Codecs): Pumped & { readonly seconds: number } {
  const world = topicWorld(codecs)
  let pumped: Pumped = { delivered: 0, frames: 0 }
  const seconds = secondsOf(() => { pumped = pumpThrough(world, RECORDS) })
  if (pumped.delivered < RECORDS) throw new Error(`Only ${pumped.delivered} of ${RECORDS} records were delivered`)
  return { ...pumped, seconds }
}
