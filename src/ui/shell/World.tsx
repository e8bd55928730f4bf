import { lazy, memo, Suspense, type ReactNode } from 'react'
import type { Pane } from '../desk.ts'
import { useBreakpoint, useDesk, useDo, useNextFrame, useWords } from '../hooks.ts'
import { Lesson } from '../lesson/LessonPane.tsx'
import { OwnPanel } from '../parts.tsx'
import { SidePane } from '../side/SidePane.tsx'
import { FoldedStage } from '../stage/FoldedStage.tsx'
import { Stage } from '../stage/Stage.tsx'
import { TimeBar } from '../time/TimeBar.tsx'
import { InvariantLine, TroubleLine } from '../trouble/TroublePage.tsx'
import { Dock } from './Dock.tsx'
import { Ledger } from './Ledger.tsx'
import { LedgerTable } from './LedgerTable.tsx'
import { Sheet, Switch } from './Narrow.tsx'
import { Splitter } from './Splitter.tsx'

const Watching = lazy(() => import('../metrics/Watching.tsx').then(({ Watching }) => ({ default: Watching })))

/** A world on the page, and who keeps watch over its metrics. */
export const World = ({ editor }: { editor: ReactNode }) => <><Page editor={editor} /><Suspense><Watching /></Suspense></>

/** A world on the page: ledger, lesson where there is one, stage, side pane, dock, and time at the bottom. */
const Page = ({ editor }: { editor: ReactNode }) => {
  const size = useBreakpoint()
  const lesson = useDesk(state => state.screen === 'lesson')
  const { pane, dockOpen, dockFills } = useDesk(state => state.layout)
  const view = useDesk(state => state.view)
  if (size === 'narrow') return <NarrowWorld editor={editor} pane={pane} />
  const shared = size === 'shared' && lesson
  const fills = dockOpen && dockFills && view !== null
  return (
    <div className="world">
      <div className="columns">
        {lesson && !shared && <LessonColumn />}
        {shared && pane === 'lesson' && <Only><LessonOrOpening /></Only>}
        {(!shared || pane !== 'lesson') && (
          <div className="column">
            <Lines />
            {fills ? <FoldedStage view={view} /> : <><Ledger /><StageAndSide roomy={size === 'wide' && !lesson} /></>}
            <DockBelow editor={editor} fills={fills} />
          </div>
        )}
      </div>
      {shared && <Switch panes={['lesson', 'stage']} />}
      <TimeBar />
    </div>
  )
}

/** What takes the place of everything else is what the page is about. */
const Only = ({ children }: { children: ReactNode }) => <main className="onepane" id="main" tabIndex={-1}>{children}</main>

const Lines = memo(() => <><TroubleLine /><InvariantLine /><Own /></>)

/** Only a world with a name can bring a lesson. */
const Own = () => useDesk(({ worldId, recording }) => worldId !== '' || recording !== null) ? <OwnPanel /> : null

const LessonColumn = memo(() => {
  const t = useWords()
  const { arrange } = useDo()
  const width = useDesk(state => state.layout.lesson)
  return (
    <section className="with-splitter" aria-label={t('switch.lesson')}>
      <div className="lessoncolumn" style={{ width }}><LessonOrOpening /></div>
      <Splitter
        label={t('split.lesson')} axis="x" sign={1} min={360} max={720} value={width}
        onChange={lessonWidth => arrange({ lesson: lessonWidth })}
      />
    </section>
  )
})

const LessonOrOpening = () => {
  const lesson = useDesk(state => state.lesson)
  return lesson ? <Lesson key={lesson.id} lesson={lesson} /> : <Opening />
}

/** A lesson's world plays its opening before the learner arrives; its place is kept, so that nothing jumps. */
const Opening = () => {
  const t = useWords()
  return <div className="lesson"><p className="empty" role="status">{t('trouble.loading')}</p></div>
}

/**
 * The side pane stands beside the stage, which scrolls where there is little room; only a roomy page lets its width be chosen. What is
 * selected is ringed at once, and described a frame later: the pane takes its room from the stage, which is then drawn anew.
 */
const StageAndSide = memo(({ roomy }: { roomy: boolean }) => {
  const t = useWords()
  const { arrange } = useDo()
  const view = useDesk(state => state.view)
  const described = useNextFrame(useDesk(state => state.selection))
  const width = useDesk(state => state.layout.side)
  return (
    <div className="stageandside">
      {view ? <Stage view={view} /> : <main className="stage" id="main"><p className="empty">{t('stage.starting')}</p></main>}
      {described && (
        <aside className="with-splitter" aria-label={t('side.label')}>
          {roomy && <Splitter label={t('split.side')} axis="x" sign={-1} min={260} max={560} value={width} onChange={side => arrange({ side })} />}
          <div className="sidebox" style={{ width }}><SidePane selection={described} /></div>
        </aside>
      )}
    </div>
  )
})

const DockBelow = memo(({ editor, fills }: { editor: ReactNode; fills: boolean }) => {
  const t = useWords()
  const { arrange } = useDo()
  const { dock, dockOpen } = useDesk(state => state.layout)
  return (
    <section className="with-splitter" aria-label={t('dock.label')}>
      {dockOpen && !fills && (
        <Splitter label={t('split.dock')} axis="y" sign={-1} min={140} max={700} value={dock} onChange={height => arrange({ dock: height })} />
      )}
      <div className={fills ? 'dockbox fills' : 'dockbox'} style={fills ? undefined : { height: dockOpen ? dock : 34 }}><Dock editor={editor} /></div>
    </section>
  )
})

const NarrowWorld = ({ editor, pane }: { editor: ReactNode; pane: Pane }) => {
  const view = useDesk(state => state.view)
  const learning = useDesk(state => state.screen === 'lesson')
  const shown = pane === 'lesson' && !learning ? 'stage' : pane
  return (
    <div className="world narrow">
      <Lines />
      {shown === 'stage' && <Ledger />}
      {shown === 'stage'
        ? <div className="onepane">{view && <Stage view={view} />}</div>
        : <Only>{shown === 'lesson' ? <LessonOrOpening /> : shown === 'dock' ? <Dock editor={editor} /> : <LedgerTable />}</Only>}
      {shown === 'stage' && <Sheet />}
      <TimeBar />
      <Switch panes={learning ? ['lesson', 'stage', 'dock', 'ledger'] : ['stage', 'dock', 'ledger']} />
    </div>
  )
}
