import * as v from 'valibot'
import type { PartitionId } from '../env/domain-event.ts'
import { actionSchema, type Action } from '../world/action.ts'
import type { Micros } from '../world/view.ts'
import type { Look } from './look.ts'
import { matcherSchema } from './matcher.ts'
import type { Sent } from './wire.ts'

/*
 * What a page and the cluster it is attached to say to each other: JSON, a message each, over a WebSocket of the side port's own origin.
 * The page shows by a token that it was let in; it stands among the subprotocols, for a browser lets a page say nothing else there.
 */

export const ATTACHED_PATH = '/attached'
export const ATTACHED_PROTOCOL = 'kafka-terrarium'

/** Processes called so carry the bytes of other people's connections: nobody else tells them what to do. */
export const GATEWAY_PREFIX = 'tcp-'

export const NOT_LIVE = 'this is not done to a live cluster: it needs a world of its own'

/** The longest message a page may send. */
export const MAX_ASK_BYTES = 262_144

const id = v.pipe(v.number(), v.integer(), v.minValue(1))

/** A live cluster is acted on as people act on machines; what needs a world of its own (scripts, imports) is not among it. */
const LIVE: ReadonlySet<Action['do']> = new Set([
  'machine.add', 'process.start', 'process.stop', 'process.kill', 'process.pause', 'process.resume', 'process.command', 'machine.powerOff', 'machine.powerOn',
  'link.cut', 'link.slow', 'link.mend', 'disk.slow', 'disk.fill', 'disk.fail', 'disk.flip', 'disk.unflip', 'disk.mend', 'clock.skew',
])
/** Programs are Kafka's command-line tools alone, on machines of clients. */
export const isLive = (action: Action): boolean => LIVE.has(action.do)
  && (action.do !== 'machine.add' || action.machine.startsWith('client-'))
  && (action.do !== 'process.start' || !action.program || action.program === 'tool')
  && (action.do !== 'process.command' || !action.process.startsWith(GATEWAY_PREFIX))

const number = v.pipe(v.number(), v.integer(), v.minValue(-1))
/** Of a metric, or of a partition. */
const name = v.pipe(v.string(), v.maxLength(500))
const looks = {
  frames: v.strictObject({ is: v.literal('frames'), after: number }),
  frame: v.strictObject({ is: v.literal('frame'), id: number }),
  carriers: v.strictObject({ is: v.literal('carriers'), crc: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff)) }),
  beans: v.strictObject({ is: v.literal('beans') }),
  samples: v.strictObject({ is: v.literal('samples'), after: number, of: v.exactOptional(v.pipe(v.array(name), v.maxLength(100), v.readonly())) }),
  trail: v.strictObject({ is: v.literal('trail'), partition: v.custom<PartitionId>(given => v.is(name, given)), offset: number }),
} satisfies { [Is in Look['is']]: v.GenericSchema<Extract<Look, { is: Is }>> }
const lookSchema = v.variant('is', [looks.frames, looks.frame, looks.carriers, looks.beans, looks.samples, looks.trail])

const asks = {
  act: v.strictObject({ ask: v.literal('act'), id, action: actionSchema }),
  run: v.strictObject({ ask: v.literal('run'), id, until: v.nullable(matcherSchema), for: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))) }),
  log: v.strictObject({ ask: v.literal('log'), id }),
  /** Files of a machine's disk whose names begin so; answered in base64. */
  files: v.strictObject({ ask: v.literal('files'), id, machine: v.pipe(v.string(), v.maxLength(100)), under: v.pipe(v.string(), v.startsWith('/data/'), v.maxLength(1_000)) }),
  /** What the view does not show; the bytes of a frame are answered in base64. */
  look: v.strictObject({ ask: v.literal('look'), id, look: lookSchema }),
  /** The frame was drawn: the next may come. */
  taken: v.strictObject({ ask: v.literal('taken') }),
} as const

export const askSchema = v.variant('ask', [asks.act, asks.run, asks.log, asks.files, asks.look, asks.taken])
export type AttachedAsk = v.InferOutput<typeof askSchema>

/** What the cluster says: how it is, once and first; frames; and answers, each with the number of its question. */
export type AttachedSaid =
  | { readonly is: 'attached'; readonly now: Micros; readonly seed: number }
  | { readonly is: 'frame'; readonly frame: Sent }
  | { readonly is: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly is: 'refusal'; readonly id: number; readonly message: string }
