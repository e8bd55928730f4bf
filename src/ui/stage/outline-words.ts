import { change, count } from '../format.ts'
import type { Translate } from '../i18n/index.ts'
import { stateKey } from './jar-state.ts'
import type { StageModel } from './model.ts'
import { lagOf } from './model-clients.ts'
import type { ReplicaMark, Row } from './model-rows.ts'
import type { OutlineTable } from './Outline.tsx'
import { ids } from './stage-props.ts'

/** Head and rows of the twin: every mark of the stage, said. */
export const outlineOf = (t: Translate, model: StageModel): OutlineTable => ({
  head: [
    { text: t('stage.partitions'), selects: null },
    ...model.brokers.map(b => ({
      text: `${t('broker.name', { id: b.id })} · ${t(stateKey[b.state])}${b.quorum === 'active' ? ` · ${t('controller')}` : ''}`,
      selects: { is: 'broker', broker: b.id } as const,
    })),
    ...model.readers.map(r => ({ text: `${r.title} · ${r.state}`, selects: r.kind === 'group' ? { is: 'group', group: r.id } as const : null })),
  ],
  rows: model.rows.map(row => [
    { text: rowWords(t, row), selects: { is: 'partition', partition: row.partition }, row: row.partition },
    ...model.brokers.map(b => {
      const mark = row.replicas.find(r => r.broker === b.id)
      return mark
        ? { text: replicaWords(t, row, mark), selects: { is: 'replica', partition: row.partition, broker: b.id } as const, row: row.partition }
        : { text: '–', selects: null, row: row.partition }
    }),
    ...model.readers.map(r => ({
      text: lagWords(t, lagOf(r, row)), selects: r.kind === 'group' ? { is: 'group', group: r.id } as const : null,
      row: row.partition,
    })),
  ]),
})

const rowWords = (t: Translate, row: Row): string =>
  `${row.partition} · ${row.leaderless ? t('row.leaderless') : `ISR ${ids(row.isr)}`}${row.underMinIsr
    ? ` < min ${row.minIsr} · ${t('row.refused')}`
    : ''}${row.lost ? ` · ${t('row.lost', { n: count(row.lost) })}` : ''}`

export const replicaWords = (t: Translate, row: Row, mark: ReplicaMark): string => {
  const state = t(`replica.${mark.state}`)
  const pennant = mark.leads && mark.state !== 'leader' ? ` · ${t('replica.leader')}` : mark.preferred ? ` · ${t('replica.preferred')}` : ''
  return mark.state === 'leader'
    ? `${state}${pennant} · HW ${count(row.hw)} · LEO ${count(mark.end)}`
    : `${state}${pennant} · LEO ${count(mark.end)} · ${change(-mark.behind)}`
}
const lagWords = (t: Translate, lag: number | null | undefined): string =>
  lag === undefined ? '–' : lag === null ? t('lag.unknown') : `${t('lag')} ${count(lag)}`
