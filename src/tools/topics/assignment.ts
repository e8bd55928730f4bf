import { commandFailed, operationFailed, ToolException } from '../exception.ts'

/** `1:2,2:3`: the brokers of each partition (TopicCommand.parseReplicaAssignment). */
export function parseReplicaAssignment(text: string): number[][] {
  const partitions = text.split(',').map(list => list.split(':').map(brokerId))
  partitions.forEach((replicas, index) => {
    const repeated = replicas.filter((id, at) => replicas.indexOf(id) !== at)
    if (repeated.length > 0) throw commandFailed(`Partition replica lists may not contain duplicate entries: ${[...new Set(repeated)].join(', ')}`)
    if (replicas.length !== partitions[0]!.length) throw operationFailed(`Partition ${index} has different replication factor: [${replicas.join(', ')}]`)
  })
  return partitions
}

function brokerId(text: string): number {
  const trimmed = text.trim()
  if (!/^[-+]?\d+$/.test(trimmed)) throw new ToolException('java.lang.NumberFormatException', `For input string: "${trimmed}"`)
  return Number(trimmed)
}
