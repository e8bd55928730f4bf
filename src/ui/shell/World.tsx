import type { ReactNode } from 'react'
import type { Pane } from '../desk.ts'
import { useBreakpoint, useDesk, useDo, useWords } from '../hooks.ts'
import { Lesson } from '../lesson/LessonPane.tsx'
import { SidePane } from '../side/SidePane.tsx'
import { Stage } from '../stage/Stage.tsx'
import { TimeBar } from '../time/TimeBar.tsx'
import { InvariantLine, TroubleLine } from '../trouble/TroublePage.tsx'
import { Dock } from './Dock.tsx'
import { Ledger, LedgerTable } from './Ledger.tsx'
import { Sheet, Switch } from './Narrow.tsx'
import { Splitter } from './Splitter.tsx'

/** A world on the page: ledger, lesson where there is one, stage, side pane, dock, and time at the bottom. */
export const World = ({ editor }: { editor: ReactNode }) => {
  const size = useBreakpoint()
  const lesson = useDesk(state => state.screen === 'lesson')
  const { pane } = useDesk(state => state.layout)
  if (size === 'narrow') return <NarrowWorld editor={editor} pane={pane} />
  const shared = size === 'shared' && lesson
  return (
    <div className="world">
      <div className="columns">
        {lesson && (!shared || pane === 'lesson') && <LessonColumn full={shared} />}
        {(!shared || pane !== 'lesson') && (
          <div className="column"><Lines /><Ledger /><StageAndSide overlay={size !== 'wide' || lesson} /><DockBelow editor={editor} /></div>
        )}
      </div>
      {shared && <Switch panes={['lesson', 'stage']} />}
      <TimeBar />
    </div>
  )
}

const Lines = () => <><TroubleLine /><InvariantLine /></>

const LessonColumn = ({ full }: { full: boolean }) => {
  const t = useWords()
  const { arrange } = useDo()
  const lesson = useDesk(state => state.lesson)
  const width = useDesk(state => state.layout.lesson)
  return (
    <>
      <div className="lessoncolumn" style={full ? { flex: 1 } : { width }}>{lesson ? <Lesson key={lesson.id} lesson={lesson} /> : <Opening />}</div>
      {!full && (
        <Splitter
          label={t('split.lesson')} axis="x" sign={1} min={360} max={720} value={width}
          onChange={lessonWidth => arrange({ lesson: lessonWidth })}
        />
      )}
    </>
  )
}

/** A lesson's world plays its opening before the learner arrives; its place is kept, so that nothing jumps. */
const Opening = () => {
  const t = useWords()
  return <div className="lesson"><p className="empty" role="status">{t('trouble.loading')}</p></div>
}

const StageAndSide = ({ overlay }: { overlay: boolean }) => {
  const t = useWords()
  const { arrange } = useDo()
  const view = useDesk(state => state.view)
  const selected = useDesk(state => state.selection !== null)
  const width = useDesk(state => state.layout.side)
  return (
    <div className="stageandside">
      {view ? <Stage view={view} /> : <main className="stage"><p className="empty">{t('stage.starting')}</p></main>}
      {selected && !overlay && (
        <Splitter label={t('split.side')} axis="x" sign={-1} min={260} max={560} value={width} onChange={side => arrange({ side })} />
      )}
      {selected && <div className={overlay ? 'sidebox overlay' : 'sidebox'} style={{ width }}><SidePane /></div>}
    </div>
  )
}

const DockBelow = ({ editor }: { editor: ReactNode }) => {
  const t = useWords()
  const { arrange } = useDo()
  const { dock, dockOpen } = useDesk(state => state.layout)
  return (
    <>
      {dockOpen && (
        <Splitter label={t('split.dock')} axis="y" sign={-1} min={140} max={700} value={dock} onChange={height => arrange({ dock: height })} />
      )}
      <div className="dockbox" style={{ height: dockOpen ? dock : 34 }}><Dock editor={editor} /></div>
    </>
  )
}

const NarrowWorld = ({ editor, pane }: { editor: ReactNode; pane: Pane }) => {
  const view = useDesk(state => state.view)
  const learning = useDesk(state => state.screen === 'lesson')
  const lesson = useDesk(state => state.lesson)
  const shown = pane === 'lesson' && !learning ? 'stage' : pane
  return (
    <div className="world narrow">
      <Lines />
      {shown === 'stage' && <Ledger />}
      <div className="onepane">
        {shown === 'lesson' && (lesson ? <Lesson key={lesson.id} lesson={lesson} /> : <Opening />)}
        {shown === 'stage' && view && <Stage view={view} />}
        {shown === 'dock' && <Dock editor={editor} />}
        {shown === 'ledger' && <LedgerTable />}
      </div>
      {shown === 'stage' && <Sheet />}
      <TimeBar />
      <Switch panes={learning ? ['lesson', 'stage', 'dock', 'ledger'] : ['stage', 'dock', 'ledger']} />
    </div>
  )
}
