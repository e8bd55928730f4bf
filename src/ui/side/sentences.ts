import type { Key, Values } from '../i18n/index.ts'
import type { BrokerColumn } from '../stage/model-brokers.ts'
import type { Row } from '../stage/model-rows.ts'
import { count } from '../format.ts'

/** A sentence of the catalogue with its numbers. */
export interface Sentence { key: Key; values: Values }
const say = (key: Key, values: Values = {}): Sentence => ({ key, values })

/** What a partition's state means, first sentence first: the worst thing, then what waits for what. */
export const partitionSays = (row: Row): Sentence[] => {
  const behind = row.replicas.filter(r => r.state === 'lagging')
  const gone = row.replicas.filter(r => r.state === 'offline')
  const farthest = behind.reduce((most, r) => Math.max(most, r.behind), 0)
  const catching = behind.length === 1 ? [say('says.catching-up', {
    broker: behind[0]!.broker, n: count(farthest),
  })] : behind.length ? [say('says.catching-up-many', { n: behind.length, behind: count(farthest) })] : []
  if (row.leaderless) return [say('says.leaderless'), row.elr.length ? say('says.waits-elr', { elr: row.elr.join(', ') }) : say('says.waits-last')]
  const leader = row.replicas.find(r => r.leads)
  if (leader?.state === 'offline') return [say('says.leader-gone', { broker: leader.broker }), say('says.until-fenced')]
  if (row.underMinIsr) return [say('says.under-min', { isr: row.isr.length, min: row.minIsr }), say('says.refused'), ...catching]
  if (row.isr.length < row.replicas.length) return [
    say('says.under-replicated', { isr: row.isr.length, of: row.replicas.length }),
    ...gone.map(r => say('says.gone', { broker: r.broker })), ...catching,
  ]
  const above = row.end - row.hw
  return [say('says.healthy', { n: row.replicas.length }), ...(above > 0 ? [say('says.above', { n: count(above) })] : [])]
}

/** What a broker's state means for those who depend on it. */
export const brokerSays = (broker: BrokerColumn): Sentence[] => {
  const first = say(`says.broker.${broker.state}`)
  const more: Sentence[] = []
  if (broker.serves && broker.behind > 0) more.push(say('says.broker.behind', { n: broker.behind }))
  if (broker.diskSlow !== null) more.push(say('says.broker.slow-disk', { n: broker.diskSlow }))
  if (broker.diskShare > 0.9) more.push(say('says.broker.full', { n: Math.round(broker.diskShare * 100) }))
  return [first, ...more]
}
