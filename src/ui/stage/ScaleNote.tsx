import { useDo, useWords } from '../hooks.ts'

/** Once, when logs have become long enough for it: why the ruler is not linear, and the way to have it so. */
export const ScaleNote = () => {
  const t = useWords()
  const { set } = useDo()
  return (
    <p className="stageline" role="note">
      <span>{t('scale.note')}</span>
      <button className="link" onClick={() => set({ scale: 'log' })}>{t('scale.keep')}</button>
      <button className="link" onClick={() => set({ scale: 'linear' })}>{t('scale.linear')}</button>
    </p>
  )
}
