import type { Key } from '../i18n/index.ts'
import type { BrokerState } from './model-brokers.ts'

/** What a broker's state is called. */
export const stateKey: Record<BrokerState, Key> = {
  'no-power': 'broker.no-power', down: 'broker.down', paused: 'broker.paused', 'disk-offline': 'broker.disk-offline',
  starting: 'broker.starting', stopping: 'broker.stopping', fenced: 'broker.fenced', running: 'broker.running',
}
