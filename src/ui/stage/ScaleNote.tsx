import { useBreakpoint, useDo, useWords } from '../hooks.ts'

/** Once, when logs have become long enough for it: why the ruler is not linear, and the way to have it so. A line, also where there is little room for one. */
export const ScaleNote = () => {
  const t = useWords()
  const { set } = useDo()
  const isNarrow = useBreakpoint() === 'narrow'
  return (
    <p className="stageline" role="note">
      <span>{t(isNarrow ? 'scale.brief' : 'scale.note')}</span>
      <button className="link" onClick={() => set({ scale: 'log' })}>{t('scale.keep')}</button>
      <button className="link" onClick={() => set({ scale: 'linear' })}>{t(isNarrow ? 'scale.brief.linear' : 'scale.linear')}</button>
    </p>
  )
}
