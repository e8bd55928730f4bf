import { bytes, count } from '../format.ts'
import { median, type Fleet } from './model.ts'
import type { Say } from './words.ts'

/** What is spread over brokers, and over racks. */
export type SpreadKey = 'leads' | 'replicas' | 'bytes' | 'rack'
/** One of those it is spread over: a broker by its id, a rack by its name. */
export interface Share { readonly name: string; readonly brokers: readonly number[]; readonly value: number }
/** `shares`: the least first. */
export interface Spread { readonly of: SpreadKey; readonly shares: readonly Share[]; readonly median: number }

/** How even the load lies: a broker or rack that has far more than its peers, or far less, is where trouble begins. Over brokers that serve. */
export const spreadsOf = ({ racks, byRack }: Fleet): Spread[] => {
  const serving = racks.flatMap(rack => rack.brokers).filter(broker => broker.serves)
  const overBrokers = (of: SpreadKey, value: (broker: typeof serving[number]) => number): Spread =>
    spread(of, serving.map(broker => ({ name: String(broker.id), brokers: [broker.id], value: value(broker) })))
  return [
    overBrokers('leads', broker => broker.leads), overBrokers('replicas', broker => broker.replicas), overBrokers('bytes', broker => broker.diskBytes),
    spread('rack', racks.map(({ name, brokers }) => ({ name, brokers: brokers.map(({ id }) => id), value: byRack.get(name) ?? 0 }))),
  ]
}

const spread = (of: SpreadKey, shares: Share[]): Spread =>
  ({ of, shares: shares.sort((a, b) => a.value - b.value), median: median(shares.map(({ value }) => value)) })

/** The broker furthest from the median of leaders, and how far, as a share of the median; null where none leads. */
export const leaderSkew = (spread: Spread): { broker: number; by: number } | null => {
  if (spread.median === 0) return null
  const worst = ends(spread).reduce((a, b) => Math.abs(b.value - spread.median) > Math.abs(a.value - spread.median) ? b : a)
  return { broker: worst.brokers[0]!, by: (worst.value - spread.median) / spread.median }
}

/** +71 %, −100 % */
export const percent = (share: number): string => `${share > 0 ? '+' : share < 0 ? '−' : ''}${Math.round(Math.abs(share) * 100)} %`

/** Who has least, and who has most. */
export const ends = ({ shares }: Spread): readonly [least: Share, most: Share] => [shares[0]!, shares.at(-1)!]

export const amount = (spread: Spread, value: number): string => spread.of === 'bytes' ? bytes(value) : count(value)

/** Its name, and how many others have just as much. */
export const named = ({ shares }: Spread, { name, value }: Share): string => {
  const others = shares.filter(share => share.value === value).length - 1
  return others > 0 ? `${name} +${others}` : name
}

/** In words: who, and how much. */
export const shareSaid = (say: Say, spread: Spread, share: Share): string =>
  say(spread.of === 'rack' ? 'spread.end.rack' : 'spread.end.broker', { name: named(spread, share), value: amount(spread, share.value) })

export interface Bin { readonly at: number; readonly shares: readonly Share[] }

/** Where the ruler ends that begins with nothing: what all have alike stands in its middle part, and not at its edge. */
export const reach = (spread: Spread): number => Math.max(1, ends(spread)[1].value, 1.5 * spread.median)

/** Shares in steps of equal width along the ruler, empty steps left out; `at`: middle of a step, 0–1. */
export const binsOf = (spread: Spread, steps: number): Bin[] => {
  const end = reach(spread), bins = new Map<number, Share[]>()
  for (const share of spread.shares) {
    const step = Math.min(steps - 1, Math.floor(share.value / end * steps))
    bins.set(step, [...bins.get(step) ?? [], share])
  }
  return [...bins].map(([step, shares]) => ({ at: (step + 0.5) / steps, shares }))
}
