import type { ClusterView, PartitionId, ProducerView } from '../../world/view.ts'
import { count, duration } from '../format.ts'
import { useWords } from '../hooks.ts'
import { Acts } from './Acts.tsx'
import { Lines } from './BrokerPane.tsx'
import { Facts, Gone, Head } from './SidePane.tsx'

/** A client or a script. */
export const ProcessPane = ({ view, name }: { view: ClusterView; name: string }) => {
  const t = useWords()
  const process = view.processes[name]
  if (!process) return <Gone title={name} />
  const producers = process.view?.kind === 'producer' ? [process.view] : process.view?.kind === 'script' ? process.view.producers : []
  const error = process.view?.kind === 'script' ? process.view.error : null
  const ledger = view.ledger.processes[name]
  return (
    <>
      <Head title={name}>
        <span className={`badge ${process.state === 'up' ? 'ok' : 'plain'}`}>
          {process.view?.kind === 'script' ? t(`script.${process.view.state}`) : t(`source.${process.state}`)}
        </span>
      </Head>
      {error && <p className="note t-lost">{error.message}{error.line !== null && ` · ${t('script.line', { n: error.line })}`}</p>}
      {producers.map(p => <ProducerFacts key={p.clientId} producer={p} />)}
      <h3>{t('side.ledger')}</h3>
      <Facts rows={[
        [t('ledger.sent'), count(ledger?.sent ?? 0)], [t('ledger.acknowledged'), count(ledger?.acknowledged ?? 0)],
        [
          t('fact.pending'), count(ledger?.pending ?? 0),
        ], [t('fact.failed'), count(ledger?.failed ?? 0)], [t('ledger.lost'), count(ledger?.lost ?? 0)],
        [t('fact.running-for'), duration(view.now - process.startedAt)],
      ]} />
      <Acts groups={['mend', 'fault']} />
      <Lines view={view} machine={process.machine} />
    </>
  )
}

const ProducerFacts = ({ producer }: { producer: ProducerView }) => {
  const t = useWords()
  const parts = Object.entries(producer.partitions) as [PartitionId, ProducerView['partitions'][PartitionId]][]
  return (
    <>
      {producer.lastError && <p className="note"><b className="mono">{producer.lastError}</b></p>}
      <h3>{t('side.producer', { id: producer.clientId })}</h3>
      <Facts rows={[
        ['acks', producer.acks === -1 ? '-1 (all)' : producer.acks], ['enable.idempotence', String(producer.idempotent)],
        ['producerId', producer.producerId ?? '–'],
      ]} />
      <table className="grid">
        <thead>
          <tr>
            <th>{t('stage.partitions')}</th>
            <th className="num">{t('fact.waiting')}</th>
            <th className="num">{t('fact.in-flight')}</th>
            <th className="num">{t('fact.failed')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(([id, p]) => (
            <tr key={id}>
              <td>{id}</td>
              <td className="num">{count(p.waiting)}</td>
              <td className="num">{count(p.inFlight)}</td>
              <td className="num">{count(p.failed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

export const ControllerPane = ({ view, node }: { view: ClusterView; node: number }) => {
  const t = useWords()
  const process = Object.values(view.processes).find(p => p.view?.kind === 'server' && p.view.nodeId === node)
  if (!process || process.view?.kind !== 'server') return <Gone title={t('controller.name', { id: node })} />
  const { quorum } = process.view
  return (
    <>
      <Head title={t(process.view.roles.includes('controller') ? 'controller.name' : 'broker.name', { id: node })} />
      <p className="note">
        <b>
          {t(view.controller.active === node ? 'says.controller.active' : process.state === 'up' ? quorum.voters.includes(node) ? 'says.controller.voter' : 'says.controller.observer' : 'says.controller.down')}
        </b>
      </p>
      <Facts rows={[
        [t('fact.active'), view.controller.active ?? '∅'], [t('fact.epoch'), count(quorum.epoch)], [t('fact.voters'), quorum.voters.join(' ')],
        ['__cluster_metadata LEO', count(quorum.end)], ['__cluster_metadata HW', count(quorum.hw)],
      ]} />
      <Acts groups={['mend', 'fault']} />
      <Lines view={view} machine={process.machine} />
    </>
  )
}
