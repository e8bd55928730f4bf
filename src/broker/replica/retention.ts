import { moved, tell, type Broker } from '../context.ts'
import { sayLog } from '../lines.ts'

/** Every `log.retention.check.interval.ms`: segments that are too old or too many go; never above the high watermark. */
export function applyRetention(broker: Broker): void {
  for (const partition of broker.partitions.values()) {
    const before = partition.log.logStartOffset
    partition.log.removeDeleted(broker.node.env.wall())
    partition.future?.log.removeDeleted(broker.node.env.wall())
    partition.future?.log.applyRetention(broker.node.env.wall())
    const gone = partition.log.applyRetention(broker.node.env.wall())
    if (gone.length === 0) continue
    const start = partition.log.logStartOffset
    moved(broker, partition, 'end')
    if (start === before) continue
    for (const fetcher of broker.fetchers.values()) if (fetcher.partitions.has(partition.id)) fetcher.changed = true
    sayLog(broker, partition, `Incremented log start offset to ${start} due to segment deletion`)
    tell(broker, { is: 'log.startMoved', broker: broker.node.nodeId, partition: partition.id, start, why: 'retention' })
  }
}
