import { define, shareEqual } from './plain.ts'
import type { PartitionId, ReplicaView, ServerView } from './view.ts'

type Mine = ServerView['replicas']
type Replicas = Readonly<Record<PartitionId, Readonly<Record<number, ReplicaView>>>>

/**
 * The replicas of all servers by partition, kept from one view to the next: a frame costs what changed, and a fleet has thousands that did
 * not. Made anew, in the servers' order, whenever somebody has other replicas than before.
 */
export class ReplicaIndex {
  #of = new Map<number, Mine>()
  #replicas: Replicas = {}

  of(servers: readonly { view: ServerView }[]): Replicas {
    const now = new Map(servers.map(({ view }) => [view.nodeId, view.replicas]))
    this.#replicas = this.#hasSameKeys(now) ? this.#withChanges(now) : allOf(now)
    this.#of = now
    return this.#replicas
  }

  #hasSameKeys(now: ReadonlyMap<number, Mine>): boolean {
    return now.size === this.#of.size && [...now].every(([node, mine]) => {
      const before = this.#of.get(node)
      return before !== undefined && (before === mine || haveSameKeys(before, mine))
    })
  }

  #withChanges(now: ReadonlyMap<number, Mine>): Replicas {
    let next: Record<PartitionId, Record<number, ReplicaView>> | null = null
    for (const [node, mine] of now) {
      const before = this.#of.get(node)!
      if (before === mine) continue
      for (const id of Object.keys(mine) as PartitionId[]) {
        if (shareEqual(before[id], mine[id]!) === before[id]) continue
        next ??= { ...this.#replicas }
        define(next, id, { ...next[id], [node]: mine[id]! })
      }
    }
    return next ?? this.#replicas
  }
}

const haveSameKeys = (a: Mine, b: Mine): boolean => {
  const [left, right] = [Object.keys(a), Object.keys(b)]
  return left.length === right.length && left.every((key, i) => key === right[i])
}

function allOf(servers: ReadonlyMap<number, Mine>): Replicas {
  const replicas: Record<PartitionId, Record<number, ReplicaView>> = {}
  for (const [node, mine] of servers) {
    for (const id of Object.keys(mine) as PartitionId[]) {
      if (!Object.hasOwn(replicas, id)) define(replicas, id, {})
      replicas[id]![node] = mine[id]!
    }
  }
  return replicas
}
