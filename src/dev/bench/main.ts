import { measured } from './bundled.ts'
import { firstLoad } from './first-load.ts'
import { inBrowser } from './in-browser.ts'
import { withPage } from '../page-build.ts'
import { onPage } from './page/on-page.ts'
import { table, verdict } from './table.ts'

/*
 * `npm run bench -- [--page]`: how fast the engine is on this machine, in Node and in a worker of Chromium; with `--page`, the page itself for
 * ten minutes of its world instead. Medians of short runs; ends with 1 when a minimum is missed.
 */

const ofPage = process.argv.includes('--page')
const inChromium = ofPage ? await withPage(onPage) : await inBrowser()
const rows = ofPage ? [...inChromium ?? []]
  : [...await measured(['encode', 'decode', 'frames', 'throughput', 'lesson', 'idle', 'memory']), ...inChromium ?? [], ...await withPage(firstLoad)]

console.log(`Node ${process.version}, medians of several runs\n`)
console.log(table(rows))
if (!inChromium) console.log('\nRF 3 throughput in a Chromium worker, IndexedDB log writes, the stage, the page itself: not measured: no Chromium.')
if (rows.some(row => verdict(row) === 'MISSED')) process.exitCode = 1
