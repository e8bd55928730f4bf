import * as v from 'valibot'
import type { PastLog } from '../../host/past.ts'
import { actionSchema, type Action } from '../../world/action.ts'
import type { OwnLesson } from '../../lesson/own.ts'
import { ownSchema } from '../own/own-schema.ts'
import { MAX_SOURCE } from '../scripts.ts'
import { base64Of, bytesOf, packed, unpacked } from './packing.ts'
import { ShareError } from './problem.ts'

/*
 * A world on its way to somebody else. As JSON, in a file or packed into a link:
 *
 *     { "terrarium": 1, "name", "engine", "seed", "arrivedAt", "now", "trace",
 *       "actions": [[at, action], …], "turns": [[script, turn, at, inputHash, calls], …], "files": { "orders.ts": "…" }, "lesson": … }
 *
 * Times are µs of world time. The topology is the first actions. Bytes of an imported folder are base64 here.
 */

export interface SharedWorld {
  readonly name: string
  readonly past: PastLog
  /** The scripts that lie on its desk, by file name. */
  readonly files: Readonly<Record<string, string>>
  /** What its author made of it for whoever opens it. */
  readonly lesson?: OwnLesson
}

const VERSION = 1
/** Letters of a link: more than this gets lost in mails and chats. */
export const LINK_LIMIT = 32_000
/** Bytes of what a link unfolds to, and of a file. */
export const TEXT_LIMIT = 4 * 1_048_576
export const FILE_LIMIT = 32 * 1_048_576
const LIMITS = { actions: 10_000, turns: 100_000, files: 50 } as const
/** Of lists in lists: nothing that walks through them may run out of stack. */
const DEPTH = 40
/** A hundred days of world time. */
const LATEST = 8_640_000_000_000

export function textOf({ name, past, files, lesson }: SharedWorld): string {
  const { engine, seed, arrivedAt, now, traceHash, actions, turns } = past
  return JSON.stringify({
    terrarium: VERSION, name, engine, seed, arrivedAt, now, trace: traceHash,
    actions: actions.map(({ at, action }) => [at, written(action)]),
    turns: turns.map(({ script, turn, at, inputHash, calls }) => [script, turn, at, inputHash, calls]), files, ...lesson && { lesson },
  })
}

/** Null when it would be too long for one. */
export function linkOf(text: string): string | null {
  const link = packed(text)
  return link.length > LINK_LIMIT ? null : link
}

/** Throws ShareError. */
export function readLink(link: string): SharedWorld {
  if (link.length > LINK_LIMIT) throw new ShareError({ is: 'too-large', limit: LINK_LIMIT })
  return readText(unpacked(link, TEXT_LIMIT))
}

/** Throws ShareError. Whoever wrote it, it is plain data of known shapes and bounded size afterwards. */
export function readText(text: string): SharedWorld {
  const given = parsed(text)
  if (!isOurs(given)) throw new ShareError({ is: 'not-ours' })
  if (given.terrarium > VERSION) throw new ShareError({ is: 'newer', version: given.terrarium })
  ensureBounds(given)
  // at the first thing that is wrong: a file of nothing else would fill the memory with reasons
  const read = v.safeParse(schema, { ...given, actions: listOf(given['actions']).map(readBytes) }, { abortEarly: true })
  if (!read.success) throw malformed(read.issues[0])
  const { name, engine, seed, arrivedAt, now, trace, actions, turns, files, lesson } = read.output
  return {
    name, files, ...lesson && { lesson },
    past: {
      engine, seed, arrivedAt, now, traceHash: trace, actions: actions.map(([at, action]) => ({ at, action })),
      turns: turns.map(([script, turn, at, inputHash, calls]) => ({ script, turn, at, inputHash, calls })),
    },
  }
}

const whole = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max))
const short = (letters: number) => v.pipe(v.string(), v.maxLength(letters))
const time = whole(0, LATEST)
const inOrder = (actions: [number, Action][]): boolean => actions.every(([at], i) => i === 0 || at >= actions[i - 1]![0])

const schema = v.object({
  name: short(100), engine: short(100), seed: whole(0, 0xffffffff), arrivedAt: time, now: time, trace: short(100),
  actions: v.pipe(v.array(v.tuple([time, actionSchema])), v.check(inOrder, 'not in the order of time')),
  turns: v.array(v.tuple([short(100), whole(0, LIMITS.turns), time, short(100), v.array(v.unknown())])),
  files: v.record(v.pipe(v.string(), v.regex(/^[^/\\\p{Cc}]{1,100}$/u)), v.string()),
  lesson: v.exactOptional(ownSchema),
})

const malformed = (issue: v.BaseIssue<unknown>): ShareError =>
  new ShareError({ is: 'malformed', where: v.getDotPath(issue) ?? '', said: issue.message.length > 120 ? `Received ${issue.received.slice(0, 100)}` : issue.message })

function parsed(text: string): unknown {
  if (text.length > FILE_LIMIT) throw new ShareError({ is: 'too-large', limit: FILE_LIMIT })
  try {
    return JSON.parse(text)
  } catch {
    throw new ShareError({ is: 'not-json' })
  }
}

type Given = Record<string, unknown> & { terrarium: number }
const isOurs = (given: unknown): given is Given =>
  typeof given === 'object' && given !== null && Number.isInteger((given as Partial<Given>).terrarium)

function ensureBounds(given: Given): void {
  for (const what of ['actions', 'turns', 'files'] as const) {
    const n = Object.keys(given[what] ?? {}).length, limit = LIMITS[what]
    if (n > limit) throw new ShareError({ is: 'too-many', what, n, limit })
  }
  for (const [file, source] of Object.entries(given['files'] ?? {}))
    if (typeof source === 'string' && source.length > MAX_SOURCE) throw new ShareError({ is: 'too-long', file: file.slice(0, 100), limit: MAX_SOURCE })
  if (isDeeperThan(DEPTH, given)) throw new ShareError({ is: 'malformed', where: '', said: `lists in lists, more than ${DEPTH} of them` })
}

const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' && value !== null && (levels === 0 || Object.values(value).some(each => isDeeperThan(levels - 1, each)))

const listOf = (value: unknown): unknown[] => Array.isArray(value) ? value : []

const written = (action: Action): unknown => action.do !== 'folder.import' ? action
  : { ...action, files: Object.fromEntries(Object.entries(action.files).map(([path, bytes]) => [path, base64Of(bytes)])) }

/** Of an action that brings files; what they are not, the schema says. */
function readBytes(entry: unknown): unknown {
  const [at, action] = listOf(entry) as [unknown, { do?: unknown; files?: unknown } | null | undefined]
  if (action?.do !== 'folder.import') return entry
  return [at, { ...action, files: Object.fromEntries(Object.entries(action.files ?? {}).map(([path, text]) => [path, bytesIn(text)])) }]
}

function bytesIn(text: unknown): unknown {
  try {
    return typeof text === 'string' ? bytesOf(text) : text
  } catch {
    return text
  }
}
