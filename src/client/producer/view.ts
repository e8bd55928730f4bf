import type { ProducerView } from '../../env/view.ts'
import type { ProducerConfig } from '../config/producer.ts'
import type { Sender } from './sender.ts'

export const producerView = (clientId: string, config: ProducerConfig, sender: Sender, lastError: string | null): ProducerView => ({
  kind: 'producer', clientId, acks: config.acks, idempotent: config.enableIdempotence, producerId: sender.producerId,
  partitions: Object.fromEntries([...sender.tallies].map(([id, tally]) => [id, { ...tally }])), lastError,
})
