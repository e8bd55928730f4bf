import './about.css'
import { notModelled } from '../../session/not-modelled.ts'
import { useWords } from '../hooks.ts'

/** What this is, what it is not, and where its truth comes from. */
export const About = () => {
  const t = useWords()
  return (
    <main className="about scroll">
      <article>
        <h1>{t('about.title')}</h1>
        <p>{t('about.what')}</p>
        <p>{t('about.kept')}</p>
        <h2 id="not-modelled">{t('about.not-modelled')}</h2>
        <p>{t('about.not-modelled-intro')}</p>
        <dl>{notModelled.map(({ id }) => <div key={id}><dt>{t(`not.${id}`)}</dt><dd>{t(`not.${id}.why`)}</dd></div>)}</dl>
        <p className="note">{t('about.fonts')}</p>
      </article>
    </main>
  )
}
