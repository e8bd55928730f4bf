import './about.css'
import { notModelled } from '../../session/not-modelled.ts'
import { count } from '../format.ts'
import { useArrival, useDesk, useDo, useWords } from '../hooks.ts'

/** What this is, what it is not, and where its truth comes from. */
export const About = () => {
  const t = useWords()
  const main = useArrival()
  const attached = useDesk(state => state.attached)
  return (
    <main className="about scroll" id="main" ref={main} tabIndex={-1}>
      <article>
        <h1>{t('about.title')}</h1>
        <p>{t('about.what')}</p>
        <p>{t('about.kept')}</p>
        <Stored />
        {attached ? <p>{t('about.attached')}</p> : <Placement />}
        <h2 id="not-modelled">{t('about.not-modelled')}</h2>
        <p>{t('about.not-modelled-intro')}</p>
        <dl>{notModelled.map(({ id }) => <div key={id}><dt>{t(`not.${id}`)}</dt><dd>{t(`not.${id}.why`)}</dd></div>)}</dl>
        <p className="note">{t('about.data')}</p>
        <p className="note">{t('about.fonts')}</p>
      </article>
    </main>
  )
}

/** What of the page is there without a network. */
const Stored = () => {
  const t = useWords()
  const { stored, done, of } = useDesk(state => state.offline)
  if (stored === 'whole') return <p>{t('offline.whole')}</p>
  return stored === 'storing' && of > 0 ? <p role="status">{t('offline.storing', { done: count(done), of: count(of) })}</p> : null
}

/** The one choice that makes no difference to the world. */
const Placement = () => {
  const t = useWords()
  const { set } = useDo()
  const chosen = useDesk(state => state.settings.placement)
  return (
    <fieldset className="placement">
      <legend>{t('placement.title')}</legend>
      <p>{t('placement.why')}</p>
      {(['one', 'broker'] as const).map(placement => (
        <label key={placement}>
          <input type="radio" name="placement" checked={chosen === placement} onChange={() => set({ placement })} /> {t(`placement.${placement}`)}
        </label>
      ))}
    </fieldset>
  )
}
