import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Codecs } from '../../env/codecs.ts'
import type { Row } from './figure.ts'
import { pumpThrough, topicWorld } from './worlds.ts'

const MEGABYTE = 1_000_000
const RECORDS = 1_000_000

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Heap and buffers in use when nothing is left to collect, in bytes. */
function held(): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** What a world holds on to for a million records of 100 B on three replicas, beyond what it held before. */
export function memory(codecs: Codecs): Row[] {
  const world = topicWorld(codecs)
  const before = held()
  const { delivered } = pumpThrough(world, RECORDS)
  if (delivered < RECORDS) throw new Error(`Only ${delivered} of ${RECORDS} records were delivered`)
  const value = (held() - before) / MEGABYTE
  // The world must outlive the measurement.
  if (world.now === 0) throw new Error('The world never ran')
  return [{ figure: '1 M records of 100 B at RF 3', value, unit: 'MB', aim: 600, minimum: 600, better: 'less' }]
}
