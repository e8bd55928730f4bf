import { useDo, useWords } from '../hooks.ts'
import type { Scope } from './scope.ts'

/** Of a fleet, which part is drawn here, and the way back to all of it. */
export const ScopeLine = ({ scope: { why, partitions, more } }: { scope: Scope }) => {
  const t = useWords()
  const { set } = useDo()
  const of = why.is === 'broker' ? t('scope.broker', { id: why.broker }) : why.is === 'topic' ? why.topic : why.is === 'group' ? why.group : t('scope.trouble')
  return (
    <p className="stageline">
      <span>{t(more > 0 ? 'scope.some' : 'scope.all', { n: partitions.size, more, of })}</span>
      <button className="link" onClick={() => set({ zoom: 'fleet', outline: false })}>{t('scope.fleet')}</button>
    </p>
  )
}
