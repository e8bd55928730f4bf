import { makeCodecs } from '../host/codecs.ts'
import { checkLesson, type Checked } from './lessons/check.ts'
import { lessonIds, readLesson } from './lessons/folders.ts'
import { bundleRealm } from './realm-plugin.mjs'

/*
 * `npm run lessons -- [--seeds 20] [id…]`: plays lessons headless on many seeds and says what is wrong with them.
 */

const words = process.argv.slice(2)
const flag = words.indexOf('--seeds')
const count = flag < 0 ? 20 : Number(words.splice(flag, 2)[1])
const seeds = Array.from({ length: count }, (_, index) => index + 1)

const seconds = (micros: number) => (micros / 1e6).toFixed(1)
const row = ({ lesson, plays, failures, took }: Checked, realMs: number) =>
  [lesson, plays, failures.length || 'none', took.length ? `${seconds(Math.min(...took))}–${seconds(Math.max(...took))} s` : '–', `${(realMs / 1000).toFixed(1)} s`]
const line = (cells: readonly unknown[]) => cells.map((cell, index) => String(cell).padEnd([20, 8, 10, 16, 0][index]!)).join('')

const [realm, codecs] = await Promise.all([bundleRealm(), makeCodecs()])
console.log(line(['lesson', 'plays', 'failures', 'solution takes', 'played in']))
for (const id of words.length > 0 ? words : lessonIds) {
  const startMs = performance.now()
  const checked = await checkLesson(await readLesson(id), seeds, { realm, codecs })
  console.log(line(row(checked, performance.now() - startMs)))
  for (const failure of checked.failures) console.log(`  ${failure}`)
  if (checked.failures.length > 0) process.exitCode = 1
}
