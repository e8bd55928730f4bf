import type { ClusterView } from '../../world/view.ts'
import { serverAt, type Place } from './place.ts'

const DIGITS = 20

/** Segments on the disk of the machine one is on, and their indexes, as paths a tool can be given. */
export function diskPaths(view: ClusterView | null, place: Place): string[] {
  const server = serverAt(view, place)?.view
  if (server?.kind !== 'server') return []
  const segments = Object.entries(server.replicas).flatMap(([id, { segments: each, logDir }]) =>
    each.map(({ baseOffset }) => `${logDir}/${id}/${String(baseOffset).padStart(DIGITS, '0')}`))
  const metadata = `${server.logDir}/__cluster_metadata-0/${'0'.repeat(DIGITS)}`
  return [...segments, metadata].flatMap(segment => ['.log', '.index', '.timeindex'].map(ending => segment + ending))
}
