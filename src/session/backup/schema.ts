import * as v from 'valibot'
import { FORMAT } from '../../storage/store.ts'
import { actionSchema } from '../../world/action.ts'
import { MAX_SOURCE } from '../scripts.ts'
import { templates, BOUNDS } from '../worlds/made.ts'

/*
 * What the index of a backup may say. Anybody may have written it, so whatever reaches the store is of these shapes.
 */

const whole = (max = Number.MAX_SAFE_INTEGER) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max))
const short = (letters = 200) => v.pipe(v.string(), v.maxLength(letters))
const list = <T extends v.GenericSchema>(of: T, most: number) => v.pipe(v.array(of), v.maxLength(most))

/** `three-racks`, `w-4k2m9x0a1b`, `lesson/isr`, and the forks of each. */
export const worldId = v.pipe(v.string(), v.regex(/^(three-racks|w-[a-z\d]{1,20}|lesson\/[a-z-]{1,40})(~\d{1,6})?$/))

const facts = v.object({
  kind: v.picklist(['free', 'lesson']), seed: whole(0xffffffff), life: whole(1_000_000), startAt: whole(), arrivedAt: v.nullable(whole()), traceHash: short(),
  machines: list(v.object({ machine: short(), rack: v.nullable(short()), profile: short(), diskBytes: v.number(), power: v.boolean() }), 1_000),
  running: list(short(), 10_000),
})
const head = v.object({
  world: worldId, epoch: whole(), format: whole(FORMAT), engine: short(), seed: short(), now: whole(), logLength: whole(), savedAt: whole(), facts,
})
const logged = v.object({ action: v.object({ at: whole(), action: actionSchema }) })
const turn = v.object({ turn: v.object({ script: short(), turn: whole(), at: whole(), inputHash: short(), calls: v.array(v.unknown()) }) })
const file = v.object({ runs: list(v.object({ inode: whole(), bytes: whole() }), 10_000), size: whole(), flushed: v.pipe(v.number(), v.integer(), v.minValue(-1)) })

export const worldSchema = v.object({
  head, log: list(v.union([logged, turn]), 200_000),
  disks: list(v.object({ machine: short(), nextInode: whole(), files: v.record(short(1_000), file) }), 1_000),
})

const threshold = v.object({ metric: short(300), over: v.picklist(['each', 'sum']), is: v.picklist(['above', 'below', 'not']), value: v.pipe(v.number(), v.finite()) })
export const settingsSchema = v.object({
  theme: v.picklist(['system', 'light', 'dark']), language: v.picklist(['en', 'ko']), internal: v.boolean(), outline: v.boolean(),
  zoom: v.nullable(v.picklist(['fleet', 'brokers', 'partitions', 'records'])), scale: v.exactOptional(v.nullable(v.picklist(['linear', 'log']))),
  faults: v.exactOptional(v.boolean()), placement: v.picklist(['one', 'broker']),
  thresholds: v.exactOptional(v.nullable(list(threshold, 100))),
})
const setting = v.object({
  // another version's may be other ones: no reason to refuse the worlds beside them
  settings: v.fallback(v.optional(settingsSchema), undefined),
  recall: v.optional(v.record(short(), v.object({ dueAt: whole(), days: whole(1_000) }))),
  visits: v.optional(v.object({ before: v.boolean(), begun: list(short(60), 1_000), done: list(short(60), 1_000) })),
})
const progress = v.object({
  step: whole(100), predictions: v.record(short(), short()), hints: v.record(short(), whole(10)), solutionSeen: v.boolean(),
})
const differs = v.variant('is', [
  v.object({ is: v.literal('continued') }),
  v.object({ is: v.picklist(['undone', 'without']), action: actionSchema }),
  v.object({ is: v.literal('changed'), from: v.nullable(actionSchema), to: actionSchema }),
])
export const trackSchema = v.object({ id: v.pipe(v.string(), v.regex(/^(main|\d{1,6})$/)), parent: v.nullable(short(10)), forkedAt: whole(), name: short(), differs, leftAt: v.exactOptional(whole()) })
const plan = v.object({
  brokers: whole(BOUNDS.brokers), controller: v.picklist(['apart', 'combined']), racks: whole(BOUNDS.brokers), topic: short(249), partitions: whole(BOUNDS.partitions),
  replicationFactor: whole(BOUNDS.brokers), profile: v.picklist(['laptop', 'zero']),
})
export const cardSchema = v.object({
  id: worldId, name: short(), madeAt: whole(),
  from: v.variant('is', [
    v.object({ is: v.literal('shared'), text: v.string() }),
    v.object({ is: v.literal('template'), template: v.picklist([...Object.keys(templates) as (keyof typeof templates)[], 'three-racks']) }),
    v.object({ is: v.literal('plan'), plan }),
  ]),
})

export const indexSchema = v.object({
  madeAt: whole(), worlds: list(worldSchema, 1_000),
  work: v.object({
    scripts: v.record(short(), v.record(v.pipe(v.string(), v.regex(/^[^/\\\p{Cc}]{1,100}$/u)), v.nullable(v.pipe(v.string(), v.maxLength(MAX_SOURCE))))),
    settings: setting, progress: v.record(short(60), progress),
    tracks: v.record(worldId, v.object({ open: short(10), next: whole(), tracks: list(trackSchema, 1_000) })), worlds: v.record(worldId, cardSchema),
  }),
})
