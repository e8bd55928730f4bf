import type { ClusterView } from '../../world/view.ts'
import type { Selection } from '../desk.ts'
import { clock, count, duration } from '../format.ts'
import { useDo, useWords } from '../hooks.ts'
import { Facts, Head } from './SidePane.tsx'

/** One frame on the wire: its header, and what it carries per partition. */
export const FramePane = ({ view, selection }: { view: ClusterView; selection: Extract<Selection, { is: 'frame' }> }) => {
  const t = useWords()
  const { select } = useDo()
  const frame = view.frames.find(f => f.connection === selection.connection && f.correlation === selection.correlation && f.dir === selection.dir)
  if (!frame) {
    return (
      <>
        <Head title={`#${selection.correlation}`} />
        <p className="note"><b>{t('says.frame.arrived')}</b> {t('says.frame.rewind')}</p>
      </>
    )
  }
  const errors = frame.carries.filter(c => c.error)
  return (
    <>
      <Head title={frame.api}><span className="badge plain">{t(`frame.${frame.dir}`)}</span></Head>
      <p className="note">
        <b>{frame.from} → {frame.to}.</b> {t('says.frame.arrives', { in: duration(Math.max(0, frame.arrivesAt - view.now)) })}
        {errors.map(e => <b key={e.partition} className="mono t-lost"> {e.error}</b>)}
      </p>
      <Facts rows={[
        ['api_version', frame.version], ['correlation_id', frame.correlation],
        [t('fact.connection'), frame.connection], [t('fact.bytes'), count(frame.bytes)],
        [t('fact.sent-at'), clock(frame.sentAt)], [t('fact.arrives-at'), clock(frame.arrivesAt)],
      ]} />
      {frame.carries.length > 0 && (
        <table className="grid">
          <thead>
            <tr><th>{t('stage.partitions')}</th><th className="num">{t('fact.records')}</th><th className="num">{t('fact.offset')}</th></tr>
          </thead>
          <tbody>
            {frame.carries.map(c => (
              <tr key={c.partition}>
                <td><button className="link" onClick={() => select({ is: 'partition', partition: c.partition })}>{c.partition}</button></td>
                <td className="num">{count(c.records)}</td>
                <td className="num">{c.offset === null ? '–' : count(c.offset)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
