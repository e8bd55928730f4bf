import { Worker } from 'node:worker_threads'
import { targets, tryInput, type Finding } from '../testing/hostile/fuzz.ts'
import type { Target } from '../testing/hostile/target.ts'
import { heldBytes } from '../testing/hostile/held.ts'

/*
 * `npm run fuzz -- --wire`: mutated bytes instead of random worlds.
 */

const PROGRESS_MS = 2_000
/** No input takes so long: who watches ends the process then, and says which it was. */
const STUCK_MS = 60_000
/** What may be held at the end beyond what was held when all was warm: caches of texts and codecs. */
const KEPT_BYTES = 32 * 1_048_576
const WARM = 0.1

export interface WireOptions { readonly inputs: number; readonly seed: number; readonly from: number; readonly minutes: number }

/** Tries inputs until the first that does harm; gives the exit code. */
export function fuzzWire({ inputs, seed, from, minutes }: WireOptions): number {
  const began = Date.now(), watch = watched(seed)
  let all = targets(), shown = began, warm = 0, number = from
  for (; number < from + inputs && Date.now() - began < minutes * 60_000; number++) {
    watch.trying(number)
    const finding = tryInput(all, seed, number)
    if (finding) return reported(finding, seed)
    if (number === from + Math.floor(inputs * WARM)) warm = heldBeside(all = targets())
    if (Date.now() - shown >= PROGRESS_MS) {
      shown = Date.now()
      console.log(`${number - from + 1} inputs, ${((number - from + 1) / (shown - began)).toFixed(1)} a millisecond`)
    }
  }
  watch.over()
  const kept = warm === 0 ? 0 : heldBeside(all = targets()) - warm
  const seconds = ((Date.now() - began) / 1_000).toFixed(0), megabytes = (kept / 1_048_576).toFixed(1)
  console.log(`${number - from} inputs, ${seconds} s: all taken or refused; memory ${megabytes} MB from where it was`)
  return kept > KEPT_BYTES ? 1 : 0
}

function reported({ target, number, origin, mutations, wrong }: Finding, seed: number): number {
  const done = mutations.map(each => `  ${JSON.stringify(each)}`).join('\n')
  console.error(`Input ${number}, for ${target}: ${origin}, mutated by\n${done}\n\n${wrong}\n\n`
    + `Again: npm run fuzz -- --wire --seed ${seed} --input ${number} --inputs 1`)
  return 1
}

/** What is held beside fresh targets: a cluster in use is none of it (`left-behind.test.ts` asks what such a one keeps). */
const heldBeside = (_fresh: readonly Target[]): number => heldBytes()

/** A loop that never ends cannot be left from within: another thread sees that no next input comes. */
function watched(seed: number): { trying(number: number): void; over(): void } {
  const current = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(WATCH, { eval: true, execArgv: [], workerData: { current, seed, stuckMs: STUCK_MS } })
  worker.unref()
  return { trying: number => { Atomics.store(current, 0, number) }, over: () => { void worker.terminate() } }
}

const WATCH = `
const { workerData: { current, seed, stuckMs } } = require('node:worker_threads')
let last = -1
setInterval(() => {
  const now = Atomics.load(current, 0)
  if (now === last) {
    require('node:fs').writeSync(2, 'Input ' + now + ' of seed ' + seed + ' takes for ever\\n')
    process.kill(process.pid, 'SIGKILL')
  }
  last = now
}, stuckMs)`
