import { memo, useId } from 'react'
import { useDesk, useWords } from '../hooks.ts'
import { KINDS, type MarkKind, type TimeMark } from './marks.ts'
import { glyphs } from './mark-glyphs.tsx'

/** The legend of the marks there are, each of which can be hidden. */
export const MarkFilter = memo(({ marks, hidden, onHide }: {
  marks: readonly TimeMark[]; hidden: ReadonlySet<MarkKind>; onHide(hidden: ReadonlySet<MarkKind>): void
}) => {
  const t = useWords()
  const id = useId()
  const unmarked = useDesk(state => state.unmarked)
  const kinds = KINDS.filter(kind => marks.some(mark => mark.kind === kind))
  if (kinds.length < 2) return null
  const toggle = (kind: MarkKind) => {
    const next = new Set(hidden)
    if (!next.delete(kind)) next.add(kind)
    onHide(next)
  }
  return (
    <>
      <button className="markfilter" popoverTarget={id}>{t('mark.legend')}{hidden.size > 0 && ` −${hidden.size}`}</button>
      <div id={id} popover="auto" className="bundle" role="group" aria-label={t('mark.legend')}>
        {kinds.map(kind => (
          <label key={kind}>
            <input type="checkbox" checked={!hidden.has(kind)} onChange={() => toggle(kind)} />
            <svg width="20" height="18" aria-hidden="true">{glyphs[kind](10, 9)}</svg> {t(`mark.kind.${kind}`)}
          </label>
        ))}
        {unmarked > 0 && <p className="dim">{t('mark.unmarked', { n: unmarked })}</p>}
      </div>
    </>
  )
})
