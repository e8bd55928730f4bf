import type { ClusterView } from '../../world/view.ts'
import { bytes, count, duration } from '../format.ts'
import { useDo, useWords } from '../hooks.ts'
import { brokerColumns, type BrokerColumn } from '../stage/model-brokers.ts'
import { stateKey } from '../stage/jar-state.ts'
import { Acts } from './Acts.tsx'
import { brokerSays } from './sentences.ts'
import { Facts, Gone, Head, Says } from './SidePane.tsx'

export const BrokerPane = ({ view, id }: { view: ClusterView; id: number }) => {
  const t = useWords()
  const broker = brokerColumns(view, { internal: true }).find(b => b.id === id)
  if (!broker) return <Gone title={t('broker.name', { id })} />
  const machine = view.machines[broker.machine]
  const server = broker.process ? view.processes[broker.process] : undefined
  const purgatory = server?.view?.kind === 'server' ? Object.entries(server.view.purgatory).filter(([, n]) => n > 0) : []
  return (
    <>
      <Head title={t('broker.name', { id })}><BrokerBadge broker={broker} /></Head>
      <Says sentences={brokerSays(broker)} />
      <Acts groups={['mend', 'kafka', 'fault']} />
      <h3>{t('side.broker')}</h3>
      <Facts rows={[
        [t('fact.leads'), `${broker.leads}`],
        [t('fact.epoch-broker'), count(view.metadata.brokers[id]?.epoch ?? 0)],
        ...(server?.state !== 'down' && server?.view?.kind === 'server' ? [
          [t('fact.lifecycle'), server.view.lifecycle] as const,
          [t('fact.running-for'), duration(view.now - server.startedAt)] as const,
        ] : []),
        ...(server?.exit ? [[t('fact.exit'), `${server.exit.code}${server.exit.reason ? ` · ${server.exit.reason}` : ''}`] as const] : []),
        ...purgatory.map(([name, n]) => [`${name} ${t('fact.purgatory')}`, count(n)] as const),
      ]} />
      {machine && (
        <>
          <h3>{t('side.machine', { name: machine.name })}</h3>
          <Facts rows={[
            ['rack', machine.rack ?? '–'], [t('fact.profile'), machine.profile],
            [t('fact.disk'), `${bytes(machine.disk.usedBytes)} / ${bytes(machine.disk.capBytes)}`],
            [t('fact.unflushed'), bytes(machine.disk.dirtyBytes)],
          ]} />
        </>
      )}
      <Lines view={view} machine={broker.machine} />
    </>
  )
}

const BrokerBadge = ({ broker }: { broker: BrokerColumn }) => {
  const t = useWords()
  if (broker.state !== 'running') return <span className="badge plain">{t(stateKey[broker.state])}</span>
  return broker.behind > 0 ? <span className="badge lagging">{t('replica.lagging')}</span> : <span className="badge ok">{t('broker.running')}</span>
}

/** The lines from this machine to every other: what was done to them, and where to do it. */
export const Lines = ({ view, machine }: { view: ClusterView; machine: string }) => {
  const t = useWords()
  const { select } = useDo()
  const others = Object.keys(view.machines).filter(name => name !== machine)
  if (others.length === 0) return null
  const stateOf = (other: string) =>
    view.faults.filter(f => f.is.startsWith('link.') && f.on.includes(machine) && f.on.includes(other))
      .map(f => t(f.is === 'link.cut' ? 'link.cut' : 'link.slow'))
      .join(' · ')
  return (
    <>
      <h3>{t('side.lines')}</h3>
      <ul className="lineslist">
        {others.map(other => (
          <li key={other}>
            <button className="link" onClick={() => select({ is: 'link', from: machine, to: other })}>{machine} – {other}</button>
            <span className={stateOf(other) ? 't-lag' : 'dim'}>{stateOf(other) || t('link.ok')}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
