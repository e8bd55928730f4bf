import { makeCodecs } from '../../host/codecs.ts'
import { encode } from './encode.ts'
import type { Row } from './figure.ts'
import { memory } from './memory.ts'
import { idle, lesson } from './real-time.ts'
import { table, verdict } from './table.ts'
import { throughput } from './throughput.ts'

/*
 * `npm run bench`: how fast the engine is on this machine, in Node. Medians of short runs; ends with 1 when a minimum is missed.
 */

const NOT_MEASURED = [
  'records through RF 3 in a Chromium worker',
  'IndexedDB log writes against raw batched writes',
  'first-load JS, gzipped',
]

const codecs = await makeCodecs()
const rows: Row[] = []
for (const measure of [encode, throughput, lesson, idle, memory]) rows.push(...await measure(codecs))

console.log(`Node ${process.version}, medians of several runs\n`)
console.log(table(rows))
console.log(`\nNot measured here: ${NOT_MEASURED.join('; ')}.`)
if (rows.some(row => verdict(row) === 'MISSED')) process.exitCode = 1
