import { BROKER_PORT } from '../../world/topology.ts'
import type { ClusterView } from '../../world/view.ts'
import { serverView } from '../../world/view-helpers.ts'

/** Brokers as a command line names them. */
export const brokersOf = (view: ClusterView | null): string[] =>
  Object.values(view?.processes ?? {}).flatMap(process => serverView(process) && process.name.startsWith('broker-') ? `${process.name}:${BROKER_PORT}` : [])

/**
 * Kafka's own notes speak to `localhost:9092`: here that is a tunnel to the first broker; other notes to `test1:9092` … `test5:9092`,
 * and these are the brokers in their order. All other names the world resolves.
 */
export const tunnelled = (argv: readonly string[], view: ClusterView | null): string[] => {
  const brokers = brokersOf(view)
  return argv.map(word => word.replace(/(?<=^|[=,])(?:localhost|127\.0\.0\.1|test(\d)):9092(?=,|$)/g, (named, number?: string) => brokers[Number(number ?? 1) - 1] ?? named))
}
