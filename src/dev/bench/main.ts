import { measured } from './bundled.ts'
import { firstLoad } from './first-load.ts'
import { inBrowser } from './in-browser.ts'
import { withPage } from '../page-build.ts'
import { onPage } from './page/on-page.ts'
import { table, verdict } from './table.ts'

/*
 * `npm run bench`: how fast the engine is on this machine, in Node and in a worker of Chromium. Medians of short runs; ends with 1 when a
 * minimum is missed.
 */

const rows = await measured(['encode', 'decode', 'frames', 'throughput', 'lesson', 'idle', 'memory'])
const inChromium = await inBrowser()
rows.push(...inChromium ?? [], ...await withPage(async dist => [...await onPage(dist) ?? [], ...await firstLoad(dist)]))

console.log(`Node ${process.version}, medians of several runs\n`)
console.log(table(rows))
if (!inChromium) console.log('\nRF 3 throughput in a Chromium worker, IndexedDB log writes, the stage, the page at full load: not measured: no Chromium.')
if (rows.some(row => verdict(row) === 'MISSED')) process.exitCode = 1
