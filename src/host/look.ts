import type { Beans, RequestTimes } from '../env/metrics.ts'
import type { FrameView, Micros } from '../world/view.ts'
import type { PartitionId } from '../env/domain-event.ts'
import type { Sample } from './sampler.ts'
import type { Step } from './trail.ts'

export type { Sample, Step }

/*
 * What can be seen of a world besides its view. It is looked up when somebody asks and is never sent by itself; it is of this life of the
 * world alone, and nothing of it is stored.
 */

export type Look =
  /** The frames that left after the one with this number, at most `FRAMES_AT_ONCE`; -1: the last ones there are. */
  | { readonly is: 'frames'; readonly after: number }
  /** The bytes of one, its size included. */
  | { readonly is: 'frame'; readonly id: number }
  /** The frames that hold a batch with this checksum, of those kept. */
  | { readonly is: 'carriers'; readonly crc: number }
  /** All that JMX would show now. */
  | { readonly is: 'beans' }
  /** What was sampled after a moment, once a second of the world; with `of`, those metrics alone. */
  | { readonly is: 'samples'; readonly after: Micros; readonly of?: readonly string[] }
  /** Through whose hands a record went, as far as that is still known. */
  | { readonly is: 'trail'; readonly partition: PartitionId; readonly offset: number }

export interface Looks {
  /** `last`: number of the last frame that left; smaller than before in another life of the world. */
  readonly frames: { readonly last: number; readonly frames: readonly WireFrame[] }
  readonly frame: Uint8Array | null
  /** The earliest first. */
  readonly carriers: readonly WireFrame[]
  readonly samples: readonly Sample[]
  readonly trail: readonly Step[]
  readonly beans: { readonly at: Micros; readonly processes: Readonly<Record<string, Beans>> }
}

/** What a name in a sample measures: without the client it measures it of. */
export const metricOf = (name: string): string => name.replace(/,client-id=[^,#]+/, '')

/** Whether what is so named is one of these metrics, of whichever client or topic. */
export const isOf = (name: string, metrics: readonly string[]): boolean => metrics.includes(metricOf(name)) || metrics.includes(name.replace(/,topic=.*$/, ''))

export const FRAMES_AT_ONCE = 500

/** A frame as it left. `id` counts all frames of this life. */
export interface WireFrame extends FrameView {
  readonly id: number
  readonly key: number
  /** Kafka's names of the errors in a response, each once. */
  readonly errors: readonly string[]
  /** Of a response whose server tells: where its request spent its time. */
  readonly times: RequestTimes | null
}
