import { getHeapStatistics } from 'node:v8'
import { randomOver, streamOf } from '../../world/random.ts'
import { batchesTarget } from './batches.ts'
import { foldersTarget } from './folders.ts'
import { framesTarget } from './frames.ts'
import { messagesTarget } from './messages.ts'
import { drawMutations, mutated, shrunk, type Mutation } from './mutation.ts'
import { payloadsTarget } from './payloads.ts'
import type { Origin, Target } from './target.ts'

/** An input that did harm, with the fewest mutations that still do it. */
export interface Finding {
  readonly target: string
  readonly number: number
  readonly origin: string
  readonly mutations: readonly Mutation[]
  readonly wrong: string
}

export const targets = (): Target[] => [messagesTarget(), batchesTarget(), payloadsTarget(), foldersTarget(), framesTarget()]

/** Real time one input may take: a thousand times what any does, so that a busy computer is not taken for a hang. */
const HANG_MS = 10_000

/** Feeds input `number` of a seed to its target; null: all is well. */
export function tryInput(all: readonly Target[], seed: number, number: number): Finding | null {
  const random = randomOver(streamOf(seed, 'wire', String(number)))
  const target = chosen(all, random.below(100))
  const origin = target.origins[random.below(target.origins.length)]!
  const mutations = drawMutations(random, origin.bytes.length)
  const wrong = harmOf(target, origin, mutations)
  if (wrong === null) return null
  const fewest = shrunk(mutations, fewer => harmOf(target, origin, fewer) !== null)
  return { target: target.name, number, origin: origin.label, mutations: fewest, wrong }
}

function chosen(all: readonly Target[], percent: number): Target {
  let below = 0
  return all.find(target => (below += target.share) > percent) ?? all.at(-1)!
}

const held = (): number => {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics()
  return heap + external
}

/** What is wrong with how a target took an input: an error that is no refusal, or too much time or memory, now and again. */
function harmOf(target: Target, origin: Origin, mutations: readonly Mutation[]): string | null {
  const bytes = mutated(origin.bytes, mutations)
  for (let times = 0; times < REPEATS; times++) {
    const { wrong, isCertain } = fed(target, origin, bytes)
    if (wrong === null || isCertain || times === REPEATS - 1) return wrong
  }
  return null
}

/** What costs too much does so each time; a collector at work, or a busy computer, does not. */
const REPEATS = 3

function fed(target: Target, origin: Origin, bytes: Uint8Array): { wrong: string | null; isCertain: boolean } {
  const before = held(), began = performance.now()
  try {
    target.feed(bytes, origin)
  } catch (error) {
    return { wrong: error instanceof Error ? error.stack ?? error.message : String(error), isCertain: true }
  }
  const took = performance.now() - began, more = held() - before
  if (took > HANG_MS) return { wrong: `took ${took.toFixed(0)} ms`, isCertain: false }
  return { wrong: more > target.room(bytes.length) ? `cost ${more} bytes of memory for ${bytes.length}` : null, isCertain: false }
}
