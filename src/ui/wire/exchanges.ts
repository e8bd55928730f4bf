import type { WireFrame } from '../../session/look.ts'
import type { Line } from '../inspect/table-text.ts'
import type { ClusterView, Micros, PartitionId } from '../../world/view.ts'

/** A request and what was answered to it. One of them is missing while it has not left, or when it left before one looked. */
export interface Exchange {
  readonly id: string
  readonly request: WireFrame | null
  readonly response: WireFrame | null
}

export interface Filter {
  readonly api: string
  /** A process at either end. */
  readonly who: string
  readonly connection: string
  readonly errors: boolean
  readonly text: string
}
export const NO_FILTER: Filter = { api: '', who: '', connection: '', errors: false, text: '' }
/** As the page's link says it. */
export const filterOf = ({ api = '', who = '', connection = '', errors = '', text = '' }: Readonly<Record<string, string>>): Filter => ({ api, who, connection, errors: errors !== '', text })
export const askedOf = ({ errors, ...texts }: Filter): Readonly<Record<string, string>> => ({ ...texts, errors: errors ? '1' : '' })

export const exchangeId = ({ connection, correlation }: { connection: string; correlation: number }): string => `${connection}/${correlation}`

/** In the order in which they began. */
export function exchangesOf(frames: readonly WireFrame[]): Exchange[] {
  const found = new Map<string, Exchange>()
  for (const frame of frames) {
    const id = exchangeId(frame), known = found.get(id) ?? { id, request: null, response: null }
    found.set(id, { ...known, [frame.dir]: frame })
  }
  return [...found.values()]
}

/** Whichever frame of it was seen, the request first. */
export const eitherOf = ({ request, response }: Exchange): WireFrame => (request ?? response)!
export const clientOf = (exchange: Exchange): string => exchange.request?.from ?? exchange.response!.to
export const serverOf = (exchange: Exchange): string => exchange.request?.to ?? exchange.response!.from
export const errorsOf = (exchange: Exchange): readonly string[] => exchange.response?.errors ?? []
/** From the request's first byte to the answer's last. */
export const tookOf = ({ request, response }: Exchange): Micros | null => request && response ? response.arrivesAt - request.sentAt : null

/** What it carries, in a line: `orders-0 12 records, orders-3 @4711`. */
export function carriesOf({ request, response }: Exchange): string {
  const carried = [...request?.carries ?? [], ...response?.carries ?? []].filter(each => each.records > 0 || each.offset !== null)
  const said = new Map<string, string[]>()
  for (const { partition, records, offset } of carried) {
    const words = [...records > 0 ? [`${records} rec`] : [], ...offset !== null ? [`@${offset}`] : []]
    said.set(partition, [...new Set([...said.get(partition) ?? [], ...words])])
  }
  return [...said].map(([partition, words]) => `${partition} ${words.join(' ')}`).join(', ')
}

/** Where the first batch that it carried lies now: with the broker that took it, or copied it; with the leader where a consumer read it. */
export function liesIn(exchange: Exchange, processes: ClusterView['processes']): { partition: PartitionId; broker: number; offset: number } | null {
  const { api } = eitherOf(exchange)
  const carried = exchange.response?.carries.find(each => each.offset !== null && each.error === null && (api === 'Produce' || each.records > 0))
  const broker = nodeOf(processes, clientOf(exchange)) ?? nodeOf(processes, serverOf(exchange))
  return carried && broker !== null ? { partition: carried.partition, broker, offset: carried.offset! } : null
}
const nodeOf = (processes: ClusterView['processes'], name: string): number | null => {
  const of = processes[name]?.view
  return of?.kind === 'server' ? of.nodeId : null
}

export function passes(exchange: Exchange, filter: Filter): boolean {
  const { api, connection } = eitherOf(exchange)
  if (filter.api && api !== filter.api) return false
  if (filter.connection && connection !== filter.connection) return false
  if (filter.who && clientOf(exchange) !== filter.who && serverOf(exchange) !== filter.who) return false
  if (filter.errors && errorsOf(exchange).length === 0) return false
  const text = filter.text.trim().toLowerCase()
  return text === '' || [api, connection, clientOf(exchange), serverOf(exchange), carriesOf(exchange), ...errorsOf(exchange)].join(' ').toLowerCase().includes(text)
}

export interface Leg { readonly name: 'there' | 'queue' | 'local' | 'remote' | 'responseQueue' | 'send' | 'back'; readonly took: Micros }

/** Where the time of an exchange went: the line, then what Kafka's request metrics tell apart, then the line again. */
export function legsOf({ request, response }: Exchange): Leg[] {
  const times = response?.times
  if (!request || !response || !times) return []
  const legs: Leg[] = [
    { name: 'there', took: times.queuedAt - request.sentAt }, { name: 'queue', took: times.begunAt - times.queuedAt },
    { name: 'local', took: times.handledAt - times.begunAt }, { name: 'remote', took: times.answeredAt - times.handledAt },
    { name: 'responseQueue', took: times.sendBegunAt - times.answeredAt }, { name: 'send', took: times.sentAt - times.sendBegunAt },
    { name: 'back', took: response.arrivesAt - times.sentAt },
  ]
  return legs.map(leg => ({ ...leg, took: Math.max(0, leg.took) }))
}

/** As a line of a table, to take along. */
export const lineOf = (exchange: Exchange): Line => ({
  api: eitherOf(exchange).api, version: eitherOf(exchange).version, connection: eitherOf(exchange).connection, correlation: eitherOf(exchange).correlation,
  client: clientOf(exchange), server: serverOf(exchange), sentAtMicros: exchange.request?.sentAt ?? null, answeredAtMicros: exchange.response?.arrivesAt ?? null,
  requestBytes: exchange.request?.bytes ?? null, responseBytes: exchange.response?.bytes ?? null, errors: errorsOf(exchange).join(' '),
  ...Object.fromEntries(legsOf(exchange).map(({ name, took }) => [`${name}Micros`, took])),
})
