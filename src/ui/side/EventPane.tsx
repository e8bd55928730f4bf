import { clock } from '../format.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { markOfTold } from '../time/marks.ts'
import { Facts, Gone, Head } from './SidePane.tsx'

/** One thing that happened, as the process told it. */
export const EventPane = ({ seq }: { seq: number }) => {
  const t = useWords()
  const { select, seek } = useDo()
  const event = useDesk(state => state.told.find(e => e.seq === seq))
  if (!event) return <Gone title={t('side.event')} />
  const mark = markOfTold(event)
  const { at, machine, process, seq: _, is, ...fields } = event
  const partition = 'partition' in event ? event.partition : null
  return (
    <>
      <Head title={mark ? t(mark.label, mark.values) : is} />
      {event.is === 'log.line' && <p className="cmd">{event.text}</p>}
      <Facts rows={[
        [
          t('fact.when'), <button key="at" className="link" onClick={() => seek(at)}>{clock(at)}</button>,
        ], [t('fact.who'), process], [t('fact.machine'), machine], [t('fact.event'), is],
        ...Object.entries(fields).filter(([name]) => name !== 'text')
          .map(([name, value]) => [
            name, Array.isArray(value) ? value.join(' ') : typeof value === 'object' ? JSON.stringify(value) : String(value),
          ] as const),
      ]} />
      {partition && <p><button className="link" onClick={() => select({ is: 'partition', partition })}>{partition}</button></p>}
    </>
  )
}
