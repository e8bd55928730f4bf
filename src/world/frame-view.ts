import * as apis from '../protocol/apis/index.ts'
import { carriedBy } from './frame-carries.ts'
import type { FrameView, MetadataView } from './view.ts'
import type { Flight } from './wire.ts'

/** More frames than this nobody can tell apart. */
const SHOWN = 200

const API_NAMES: ReadonlyMap<number, string> = new Map(Object.values(apis).map(api => [api.key, api.name]))

/** A flight that has not arrived, and whether something keeps it from arriving. */
export interface InFlight { readonly flight: Flight; readonly held: boolean }

const shown = new WeakMap<Flight, FrameView>()

/** The frames on the wire as the page draws them, oldest first; decoded once, and only when somebody looks. */
export function framesOf(flights: readonly InFlight[], metadata: MetadataView): { frames: FrameView[]; framesMore: number } {
  const frames = flights.slice(0, SHOWN).map(each => frameOf(each, metadata))
  return { frames, framesMore: flights.length - frames.length }
}

export function frameOf({ flight, held }: InFlight, metadata: MetadataView): FrameView {
  const known = shown.get(flight)
  if (known && known.arrivesAt === flight.arrivesAt && held === (known.held ?? false)) return known
  const { connection, from, to, version, correlation, dir, sentAt, arrivesAt, bytes } = flight
  const carries = known?.carries ?? carriedBy(flight, metadata)
  const frame: FrameView = { connection, from, to, api: apiName(flight.key), version, correlation, dir, sentAt, arrivesAt, ...(held && { held }), bytes, carries }
  shown.set(flight, frame)
  return frame
}

export const apiName = (key: number): string => API_NAMES.get(key) ?? `API ${key}`
