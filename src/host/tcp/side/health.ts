import type { ClusterView } from '../../../world/view.ts'

/** How a cluster is, for a probe: `ok` when everything is where it should be. */
export interface Health {
  readonly ok: boolean
  readonly clusterId: string
  /** Node id of the active controller; null: nobody leads. */
  readonly controller: number | null
  readonly brokers: readonly { readonly id: number; readonly state: 'up' | 'fenced' | 'down' }[]
  readonly partitions: number
  /** `orders-0`: fewer in-sync replicas than replicas. */
  readonly underReplicated: readonly string[]
  /** No leader. */
  readonly offline: readonly string[]
}

export function healthOf(view: ClusterView): Health {
  const brokers = brokersOf(view), partitions = partitionsOf(view)
  const underReplicated = partitions.filter(({ isr, replicas }) => isr < replicas).map(({ id }) => id)
  const offline = partitions.filter(({ leader }) => leader === null).map(({ id }) => id)
  const controller = view.controller.active
  return {
    ok: controller !== null && underReplicated.length === 0 && brokers.every(({ state }) => state === 'up'),
    clusterId: view.clusterId, controller, brokers, partitions: partitions.length, underReplicated, offline,
  }
}

/** A broker that is gone stays registered and fenced: what its process does tells the two apart. */
function brokersOf({ processes, metadata }: ClusterView): Health['brokers'] {
  const servers = Object.values(processes).flatMap(({ state, view }) => view?.kind === 'server' && view.roles.includes('broker') ? [{ id: view.nodeId, state }] : [])
  return servers.map(({ id, state }) => ({ id, state: state === 'down' ? 'down' as const : metadata.brokers[id]?.fenced === false ? 'up' as const : 'fenced' as const }))
    .sort((a, b) => a.id - b.id)
}

const partitionsOf = ({ metadata }: ClusterView) => Object.entries(metadata.topics).flatMap(([topic, { partitions }]) =>
  partitions.map(({ isr, replicas, leader }, i) => ({ id: `${topic}-${i}`, isr: isr.length, replicas: replicas.length, leader })))

/** The same for a person, without a script. */
export function healthPage(health: Health): string {
  const rows: [string, string][] = [
    ['Cluster', health.clusterId],
    ['Controller', health.controller === null ? 'none' : String(health.controller)],
    ...health.brokers.map(({ id, state }): [string, string] => [`Broker ${id}`, state]),
    ['Partitions', String(health.partitions)],
    ['Under-replicated', listed(health.underReplicated)],
    ['Offline', listed(health.offline)],
  ]
  const title = health.ok ? 'Healthy' : 'Not healthy'
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="5">`
    + `<title>${title}</title><style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem;color-scheme:light dark}th{text-align:left;padding-right:2rem}</style>`
    + `<h1>${title}</h1><table>${rows.map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`).join('')}</table></html>\n`
}

const SHOWN = 20
const listed = (ids: readonly string[]): string =>
  ids.length === 0 ? 'none' : `${ids.length}: ${ids.slice(0, SHOWN).join(', ')}${ids.length > SHOWN ? ', …' : ''}`

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
