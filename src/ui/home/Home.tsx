import '../stage/stage.css'
import './home.css'
import { count } from '../format.ts'
import { useArrival, useDesk, useDo, useMedia, useSize, useWords } from '../hooks.ts'
import { stalks } from '../stage/geometry-stalks.ts'
import type { ClusterView } from '../../world/view.ts'
import { stageModel, type StageModel } from '../stage/model.ts'
import { StalksPicture } from '../stage/StalksPicture.tsx'
import { Flights, Recall, Worlds } from '../parts.tsx'
import { LessonMap } from './LessonMap.tsx'

/** First visit: something alive, one sentence, one button. Later: where one left off. */
export const Home = () => {
  const t = useWords()
  const door = useDo()
  const lessons = useDesk(state => state.lessons)
  const first = useDesk(state => state.firstVisit)
  const begun = lessons.find(l => l.state === 'begun')
  const attached = useDesk(state => state.attached)
  const main = useArrival()
  const next = begun ?? lessons.find(l => l.state === 'new')
  return (
    <main className="home scroll" id="main" ref={main} tabIndex={-1}>
      <section className="hero">
        <div className="say">
          <h1>{t('home.title')}</h1>
          <p>{begun && !attached ? t('home.left', { title: begun.title }) : t(attached ? 'home.attached' : first ? 'home.first' : 'home.again')}</p>
          <div className="go">
            {next && !attached && (
              <button className="btn large" onClick={() => door.openLesson(next.id)}>
                {first ? t('home.begin') : t(begun ? 'home.continue' : 'home.next', { title: next.title })}
              </button>
            )}
            <button className={next && !attached ? 'link' : 'btn large'} onClick={() => door.go('explore')}>{t('home.explore')}</button>
          </div>
        </div>
        <Alive />
      </section>
      {!attached && <><LessonMap lessons={lessons} next={next?.id ?? null} /><Recall /><Worlds /></>}
    </main>
  )
}

/** The free world, from a step back, as it runs. */
const Alive = () => {
  const t = useWords()
  const view = useDesk(state => state.view)
  const [ref, size] = useSize()
  const model = view && stageModel(view, { internal: false })
  return (
    <div className="alive" ref={ref}>
      {model && model.brokers.length > 0 && size.width > 0
        ? <Jars view={view} model={model} width={size.width} height={Math.max(220, size.height - 30)} />
        : <p className="dim starting">{t('home.starting')}</p>}
    </div>
  )
}

const Jars = ({ view: { ledger: { totals } }, model, width, height }: { view: ClusterView; model: StageModel; width: number; height: number }) => {
  const t = useWords()
  const isCalm = useMedia('(prefers-reduced-motion: reduce)')
  const plan = stalks(model, width, height), paddingInline = plan.jars[0]!.x
  return (
    <>
      <p className="aliveline" style={{ paddingInline }}>
        <span className="dim">{t(isCalm ? 'home.running' : 'home.running.slowly')}</span>
        <span className="mono soft">{t('home.figures', { records: count(totals.visible), brokers: model.brokers.length, lost: count(totals.lost) })}</span>
      </p>
      <div className="sheet-of">
        <StalksPicture t={t} plan={plan} label={t('stage.label', { brokers: model.brokers.length, partitions: model.rows.length })} />
        <Flights model={model} plan={plan} />
      </div>
    </>
  )
}
