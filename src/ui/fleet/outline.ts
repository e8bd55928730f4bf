import type { Translate } from '../i18n/index.ts'
import { stateKey } from '../stage/jar-state.ts'
import type { OutlineCell, OutlineTable } from '../stage/Outline.tsx'
import { ids } from '../stage/stage-props.ts'
import { STATES, type Fleet, type FleetPartition } from './model.ts'
import { amount, ends, leaderSkew, percent, shareSaid, type Share, type Spread } from './spread.ts'
import type { Say } from './words.ts'

/** As many partitions in trouble as one reads; the others have a name, too. */
const LISTED = 60

/** The map, said: how load is spread, then a row a broker by racks, then a row for each partition in trouble, the worst first. */
export const fleetOutline = (t: Translate, say: Say, fleet: Fleet, spreads: readonly Spread[]): OutlineTable => {
  const sick = STATES.slice(0, -1).flatMap(state => fleet.partitions.filter(p => p.state === state))
  const rest = sick.length - LISTED
  return {
    head: (['rack', 'broker', 'state', 'leads', 'replicas', 'out', 'disk'] as const).map(key => ({ text: say(key), selects: null })),
    rows: [
      ...spreads.filter(({ shares }) => shares.length > 0).map(each => spreadRow(say, each)),
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

const skewSaid = (say: Say, leads: Spread): string => {
  const skew = leaderSkew(leads)
  return skew ? say('skew', { broker: skew.broker, by: percent(skew.by) }) : ''
}

/** The ends lead to the broker that has least, or most. */
const spreadRow = (say: Say, spread: Spread): OutlineCell[] => {
  const [least, most] = ends(spread)
  const end = (share: Share): OutlineCell => ({ text: shareSaid(say, spread, share), selects: { is: 'broker', broker: share.brokers[0]! } })
  const plain = (text: string): OutlineCell => ({ text, selects: null })
  return [plain(say(`spread.${spread.of}`)), plain(say('spread.median', { n: amount(spread, spread.median) })), plain(say('least')), end(least), plain(say('most')), end(most), plain(spread.of === 'leads' ? skewSaid(say, spread) : '')]
}

const partitionRow = (say: Say, { partition, state, of }: FleetPartition): OutlineCell[] => {
  const cell = (text: string): OutlineCell => ({ text, selects: { is: 'partition', partition }, row: partition })
  return [partition, `${say('leads')} ${of.leader ?? say('none')}`, say(state), `ISR ${ids(of.isr)}`, ids(of.replicas), ids(of.replicas.filter(id => !of.isr.includes(id))), ''].map(cell)
}
