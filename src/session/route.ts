import type { PartitionId } from '../world/view.ts'

/*
 * What the page shows, as a link: everything selected has an address of its own, and an address selects.
 *
 *     #/                         home
 *     #/world/partition/orders-4
 *     #/world/frame/checkout:7/12/request
 *     #/world/w-4k2m9x0a1b             a world of its own, with a name
 *     #/shared/7VRNb9sw…               what a link brings, before it is opened; without the letters, a file that is chosen
 *     #/lesson/isr/broker/2
 *     #/lesson/isr/solution            its solution, played in a world of its own
 *     #/world/broker/2?dock=wire&api=Fetch    an inspector beside it, and what it is asked for
 */

export type Selection =
  | { is: 'partition'; partition: PartitionId }
  | { is: 'replica'; partition: PartitionId; broker: number; offset?: number }
  | { is: 'broker'; broker: number }
  | { is: 'controller'; node: number }
  | { is: 'process'; process: string }
  | { is: 'group'; group: string }
  | { is: 'frame'; connection: string; correlation: number; dir: 'request' | 'response' }
  | { is: 'event'; seq: number }
  | { is: 'link'; from: string; to: string }

export type Place = { screen: 'home' } | { screen: 'about' } | { screen: 'world'; world?: string } | { screen: 'shared'; link: string } | { screen: 'lesson'; lesson: string; solution?: true }
/** What an inspector shows, in its own words: names of its filters and what they are set to. */
export interface Inspected { tab: Inspector; of: Readonly<Record<string, string>> }
export const INSPECTORS = ['log', 'groups', 'segments', 'wire', 'metrics', 'configs', 'internal', 'ledger'] as const
export type Inspector = (typeof INSPECTORS)[number]
export interface Route { place: Place; selection: Selection | null; inspected?: Inspected | null }

export const HOME: Route = { place: { screen: 'home' }, selection: null }

export function hashOf({ place, selection, inspected }: Route): string {
  const parts = [...placeParts(place), ...selection ? selectionParts(selection) : []]
  return `#/${parts.map(part => encodeURIComponent(part)).join('/')}${inspected ? `?${new URLSearchParams({ ...inspected.of, dock: inspected.tab })}` : ''}`
}

/** Home for anything that is no address of ours. */
export function routeOf(hash: string): Route {
  const [path = '', query = ''] = cut(hash, '?')
  const route = pathRoute(path), inspected = inspectedIn(query)
  return inspected && (route.place.screen === 'world' || route.place.screen === 'lesson') ? { ...route, inspected } : route
}

const cut = (text: string, at: string): [string, string] => text.includes(at) ? [text.slice(0, text.indexOf(at)), text.slice(text.indexOf(at) + 1)] : [text, '']

function inspectedIn(query: string): Inspected | null {
  const { dock, ...of } = Object.fromEntries(new URLSearchParams(query))
  const tab = INSPECTORS.find(each => each === dock)
  return tab ? { tab, of } : null
}

function pathRoute(path: string): Route {
  const [screen, ...rest] = decodeAll(path.replace(/^#?\/?/, '').split('/'))
  if (screen === 'world') return worldRoute(rest)
  if (screen === 'shared') return { place: { screen, link: rest[0] ?? '' }, selection: null }
  if (screen === 'lesson' && rest[0]) return lessonRoute(rest[0], rest.slice(1))
  return screen === 'about' ? { place: { screen }, selection: null } : HOME
}

const worldRoute = (rest: readonly string[]): Route => isWorldId(rest[0])
  ? { place: { screen: 'world', world: rest[0] }, selection: selectionOf(rest.slice(1)) }
  : { place: { screen: 'world' }, selection: selectionOf(rest) }
/** No selection begins like this. */
const isWorldId = (part: string | undefined): part is string => /^w-[a-z\d]{1,20}$/.test(part ?? '')

const lessonRoute = (lesson: string, rest: readonly string[]): Route => rest[0] === 'solution'
  ? { place: { screen: 'lesson', lesson, solution: true }, selection: selectionOf(rest.slice(1)) }
  : { place: { screen: 'lesson', lesson }, selection: selectionOf(rest) }

function placeParts(place: Place): string[] {
  if (place.screen === 'home') return []
  if (place.screen === 'lesson') return ['lesson', place.lesson, ...place.solution ? ['solution'] : []]
  if (place.screen === 'world') return ['world', ...place.world ? [place.world] : []]
  if (place.screen === 'shared') return ['shared', ...place.link ? [place.link] : []]
  return [place.screen]
}

function selectionParts(selection: Selection): string[] {
  switch (selection.is) {
    case 'partition': return [selection.is, selection.partition]
    case 'replica': return [selection.is, selection.partition, ...[selection.broker, selection.offset].filter(part => part !== undefined).map(String)]
    case 'broker': return [selection.is, String(selection.broker)]
    case 'controller': return [selection.is, String(selection.node)]
    case 'process': return [selection.is, selection.process]
    case 'group': return [selection.is, selection.group]
    case 'frame': return [selection.is, selection.connection, String(selection.correlation), selection.dir]
    case 'event': return [selection.is, String(selection.seq)]
    case 'link': return [selection.is, selection.from, selection.to]
  }
}

function selectionOf([is, a = '', b = '', c = '']: readonly string[]): Selection | null {
  switch (is) {
    case 'partition': return isPartition(a) ? { is, partition: a } : null
    case 'replica': return isPartition(a) && isWhole(b) ? { is, partition: a, broker: Number(b), ...isWhole(c) && { offset: Number(c) } } : null
    case 'broker': return isWhole(a) ? { is, broker: Number(a) } : null
    case 'controller': return isWhole(a) ? { is, node: Number(a) } : null
    case 'process': return a ? { is, process: a } : null
    case 'group': return a ? { is, group: a } : null
    case 'frame': return a && isWhole(b) && (c === 'request' || c === 'response') ? { is, connection: a, correlation: Number(b), dir: c } : null
    case 'event': return isWhole(a) ? { is, seq: Number(a) } : null
    case 'link': return a && b ? { is, from: a, to: b } : null
    default: return null
  }
}

const isPartition = (text: string): text is PartitionId => /.-\d+$/.test(text)
const isWhole = (text: string): boolean => /^\d{1,15}$/.test(text)

function decodeAll(parts: readonly string[]): string[] {
  try {
    return parts.map(part => decodeURIComponent(part))
  } catch {
    return []
  }
}
