import type { ClusterView } from '../../world/view.ts'
import { bytes, duration } from '../format.ts'
import { useWords } from '../hooks.ts'
import { Acts } from './Acts.tsx'
import { Facts, Head } from './SidePane.tsx'

/** The line between two machines. */
export const LinkPane = ({ view, from, to }: { view: ClusterView; from: string; to: string }) => {
  const t = useWords()
  const faults = view.faults.filter(f => f.is.startsWith('link.') && f.on.includes(from) && f.on.includes(to))
  const worst = faults.some(f => f.is === 'link.cut') ? 'says.link.cut' : faults.length ? 'says.link.slow' : 'says.link.ok'
  return (
    <>
      <Head title={`${from} – ${to}`} />
      <p className="note"><b>{t(worst)}</b></p>
      {faults.map(f => (
        <Facts key={f.id} rows={[
          [t('fact.fault'), f.is], [t('fact.since'), duration(view.now - f.since)],
          ...Object.entries(f.detail).map(([name, value]) => [
            name, name === 'bytesPerSecond' ? `${bytes(Number(value))}/s` : String(value),
          ] as const),
        ]} />
      ))}
      <Acts groups={['mend', 'fault']} />
    </>
  )
}
