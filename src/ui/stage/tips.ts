import type { ClusterView } from '../../world/view.ts'
import type { Selection } from '../desk.ts'
import { change, count } from '../format.ts'
import type { Translate } from '../i18n/index.ts'
import { stateKey } from './jar-state.ts'
import type { StageModel } from './model.ts'
import { ids } from './stage-props.ts'

/** What a mark says when the pointer rests on it: its name, the fact, and where the fact comes from (record field, config, metric). */
export interface Tip { title: string; fact: string; source: string }

export const tipOf = (t: Translate, view: ClusterView, model: StageModel, of: Selection | null): Tip | null => {
  switch (of?.is) {
    case 'replica': return ofReplica(t, model, of.partition, of.broker)
    case 'partition': return ofPartition(t, model, of.partition)
    case 'broker': return ofBroker(t, model, of.broker)
    case 'process': return ofSource(t, model, of.process)
    case 'group': return ofGroup(t, model, of.group)
    case 'controller': return { title: t('controller.name', { id: of.node }), fact: t(view.controller.active === of.node ? 'tip.active' : 'tip.voter', { epoch: view.controller.epoch }), source: 'kafka.server:type=raft-metrics current-leader, current-epoch' }
    case 'link': return { title: `${of.from} – ${of.to}`, fact: view.faults.filter(f => f.is.startsWith('link.') && f.on.includes(of.from) && f.on.includes(of.to)).map(f => f.is).join(' · '), source: t('tip.action') }
    default: return null
  }
}

const ofReplica = (t: Translate, { rows }: StageModel, partition: string, broker: number): Tip | null => {
  const row = rows.find(r => r.partition === partition)
  const mark = row?.replicas.find(r => r.broker === broker)
  if (!row || !mark) return null
  const behind = mark.leads ? `HW ${count(row.hw)}` : change(-mark.behind)
  return {
    title: `${partition} · ${t('broker.name', { id: broker })} · ${t(`replica.${mark.state}`)}`,
    fact: `${count(mark.start)}–${count(mark.end)} · LEO ${count(mark.end)} · ${behind}${mark.preferred ? ` · ${t('replica.preferred')}` : ''}`,
    source: 'kafka.log:type=Log LogStartOffset, LogEndOffset · PartitionRecord leader, isr, replicas',
  }
}

const ofPartition = (t: Translate, { rows }: StageModel, partition: string): Tip | null => {
  const row = rows.find(r => r.partition === partition)
  return row ? {
    title: row.leaderless ? `${partition} · ${t('row.leaderless')}` : partition,
    fact: `ISR ${ids(row.isr)} · ELR ${ids(row.elr)} · min.insync.replicas ${row.minIsr} · ${t('fact.epoch')} ${row.epoch}`,
    source: 'PartitionRecord isr, eligibleLeaderReplicas, leaderEpoch · config min.insync.replicas',
  } : null
}

const ofBroker = (t: Translate, { brokers, rows }: StageModel, id: number): Tip | null => {
  const broker = brokers.find(b => b.id === id)
  return broker ? {
    title: `${t('broker.name', { id })} · ${broker.rack ?? broker.machine} · ${t(stateKey[broker.state])}`,
    fact: `${t('broker.leads', { n: broker.leads, of: rows.length })}${broker.behind ? ` · ${t('broker.behind', { n: broker.behind })}` : ''}`,
    source: 'kafka.server:type=KafkaServer BrokerState · type=ReplicaManager LeaderCount · config broker.rack',
  } : null
}

const ofSource = (t: Translate, { sources }: StageModel, process: string): Tip | null => {
  const source = sources.find(s => s.process === process)
  return source ? {
    title: source.title,
    fact: `${source.acks ? `acks=${source.acks} · ` : ''}${t('source.buffered', { n: count(source.waiting) })} · ${t('source.inflight', { n: count(source.inFlight) })}`,
    source: 'config acks, enable.idempotence · kafka.producer:type=producer-metrics',
  } : null
}

const ofGroup = (t: Translate, { readers }: StageModel, group: string): Tip | null => {
  const reader = readers.find(r => r.id === group)
  return reader ? {
    title: `${reader.title} · ${reader.state}`, fact: t('group.members', { n: reader.members }),
    source: 'DescribeGroups groupState, members · OffsetFetch committedOffset',
  } : null
}
