import type { Translate } from '../i18n/index.ts'
import { stateKey } from '../stage/jar-state.ts'
import type { OutlineCell, OutlineTable } from '../stage/Outline.tsx'
import { ids } from '../stage/stage-props.ts'
import { STATES, type Fleet, type FleetPartition } from './model.ts'
import type { Say } from './words.ts'

/** As many partitions in trouble as one reads; the others have a name, too. */
const LISTED = 60

/** The map, said: a row a broker by racks, then a row for each partition in trouble, the worst first. */
export const fleetOutline = (t: Translate, say: Say, fleet: Fleet): OutlineTable => {
  const sick = STATES.slice(0, -1).flatMap(state => fleet.partitions.filter(p => p.state === state))
  const rest = sick.length - LISTED
  return {
    head: (['rack', 'broker', 'state', 'leads', 'replicas', 'out', 'disk'] as const).map(key => ({ text: say(key), selects: null })),
    rows: [
      ...fleet.racks.flatMap(rack => rack.brokers.map((b): OutlineCell[] => {
        const cell = (text: string | number): OutlineCell => ({ text: String(text), selects: { is: 'broker', broker: b.id }, row: `broker ${b.id}` })
        const state = `${t(stateKey[b.state])}${b.quorum === 'active' ? ` · ${t('controller')}` : ''}`
        return [rack.name, t('broker.name', { id: b.id }), state, b.leads, b.replicas, b.behind, `${Math.round(b.diskShare * 100)} %`].map(cell)
      })),
      ...sick.slice(0, LISTED).map(of => partitionRow(say, of)),
      ...rest > 0 ? [[{ text: say('more', { n: rest }), selects: null }]] : [],
    ],
  }
}

const partitionRow = (say: Say, { partition, state, of }: FleetPartition): OutlineCell[] => {
  const cell = (text: string): OutlineCell => ({ text, selects: { is: 'partition', partition }, row: partition })
  return [partition, `${say('leads')} ${of.leader ?? say('none')}`, say(state), `ISR ${ids(of.isr)}`, ids(of.replicas), ids(of.replicas.filter(id => !of.isr.includes(id))), ''].map(cell)
}
