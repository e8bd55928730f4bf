import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import { useStore, type StoreApi } from 'zustand'
import { isServerFile, restartActions, serverOf } from '../../world/server-file.ts'
import type { ClusterView, ScriptView } from '../../world/view.ts'
import type { BreakpointsSession } from '../../session/breakpoints.ts'
import type { DeskScripts } from '../../session/desk-scripts.ts'
import type { Project } from '../../session/project/project.ts'
import type { Scripts, ScriptsStore } from '../../session/scripts.ts'
import { useSay as useConfigWords } from '../configs/words.ts'
import { useDesk, useDeskStore, useDo, useMedia, useWords, useWorld } from '../hooks.ts'
import { download } from '../import/download.ts'
import type { EditorHands } from './CodeEditor.tsx'
import { FileTabs } from './FileTabs.tsx'
import type { Failure } from './models.ts'
import { Panel } from './Panel.tsx'
import { inOrder, type Problem } from './problems.ts'
import { Stopped } from './Stopped.tsx'
import type { Result } from './results.ts'
import { useResults } from './use-results.ts'
import { useSay } from './words.ts'
import './editor.css'

const CodeEditor = lazy(() => import('./CodeEditor.tsx'))
const SolutionDiff = lazy(() => import('./SolutionDiff.tsx'))

/** A script's process is named after its file. */
export const processOf = (file: string): string => file.replace(/\.[jt]s$/, '')

/** The learner's files, what runs of them, and what they said. */
export const EditorPane = ({ desk, ...parts }: Omit<Parts, 'scripts' | 'solution'> & { desk: StoreApi<DeskScripts> }) => {
  const { scripts, solution } = useStore(desk)
  return scripts && <Files key={scripts.id} scripts={scripts} solution={solution} {...parts} />
}

interface Parts {
  scripts: ScriptsStore
  solution: DeskScripts['solution']
  breakpoints: BreakpointsSession
  /** The scripts with their cluster, to run elsewhere; null while no world is open. */
  asProject(id: string, files: Scripts['files']): Promise<Project | null>
}

const Files = ({ scripts, solution, breakpoints, asProject }: Parts) => {
  const { files, open } = useStore(scripts.store)
  const run = useRun(scripts, breakpoints)
  const hands = useRef<EditorHands | null>(null)
  const [compares, setCompares] = useState(false)
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const go = ({ file, line, column }: Pick<Problem, 'file' | 'line' | 'column'>) => {
    scripts.openFile(file)
    setCompares(false)
    requestAnimationFrame(() => hands.current?.reveal(line, column))
  }
  const exporting = () => void asProject(scripts.id, files).then(project => { if (project) download(`${project.name}.zip`, project.zip) })
  const source = files[open] ?? '', theirs = solution?.[open]
  const comparison = theirs === undefined || theirs === source ? null : { compares, toggle: () => setCompares(!compares) }
  return (
    <div className="editor">
      <Bar scripts={scripts} run={run} leave={breakpoints.leave} hands={() => hands.current} exporting={exporting} comparison={comparison} />
      <Gone scripts={scripts} />
      <Stopped breakpoints={breakpoints} go={(file, line) => go({ file, line, column: 1 })} toCode={() => hands.current?.focus()} />
      <div className="editor-body">
        {open in files
          ? (
            <Suspense fallback={<pre className="code loading" tabIndex={0}>{source}</pre>}>
              {comparison?.compares
                ? <Compared file={open} yours={source} solution={theirs!} close={comparison.toggle} />
                : <Code scripts={scripts} breakpoints={breakpoints} run={run} onReady={made => { hands.current = made }} onProblems={setProblems} />}
            </Suspense>
          )
          : <Nothing />}
        <Panel process={isServerFile(open) ? serverOf(source) : processOf(open)} problems={inOrder(problems, Object.keys(files))} go={go} />
      </div>
    </div>
  )
}

const useRun = (scripts: ScriptsStore, breakpoints: BreakpointsSession) => {
  const { act } = useDo()
  return () => {
    const { files, open } = scripts.store.getState(), source = files[open]
    if (source === undefined) return
    if (isServerFile(open)) restartActions(source).forEach(act)
    else void breakpoints.leave().then(() => {
      breakpoints.arm(`${scripts.id}/${open}`, processOf(open), breakpoints.store.getState().lines[`${scripts.id}/${open}`] ?? [])
      act({ do: 'script.run', script: processOf(open), file: open, source })
    })
  }
}

interface BarProps { scripts: ScriptsStore; run(): void; leave(): Promise<void>; hands(): EditorHands | null; exporting(): void; comparison: Comparison | null }
/** With the lesson's solution, where that differs. */
interface Comparison { readonly compares: boolean; toggle(): void }

const Bar = ({ scripts, run, leave, hands, exporting, comparison }: BarProps) => {
  const t = useWords(), say = useSay()
  const { act } = useDo()
  const { files, open, given, own } = useStore(scripts.store)
  const view = useWorld()
  const stop = () => void leave().then(() => act({ do: 'script.stop', script: processOf(open) }))
  const state = stateOf(view, processOf(open)), source = files[open] ?? ''
  return (
    <div className="editor-bar" role="toolbar" aria-label={t('editor.files')}>
      <FileTabs scripts={scripts} hands={hands} exporting={exporting} />
      <div className="editor-do">
        <span className="editor-state" role="status">{state ? t(`editor.state.${state.state}`) : ''}</span>
        {comparison && <button className="quiet compares" aria-pressed={comparison.compares} onClick={comparison.toggle}>{say('compare')}</button>}
        {open in given && source !== given[open]
          ? <button className="quiet" onClick={() => scripts.revert(open)}>{t('editor.revert')}</button>
          : own[open] !== undefined && <button className="quiet" onClick={() => scripts.restore(open)}>{t('editor.restore')}</button>}
        {state && isAlive(state) && <button className="stop" onClick={stop}>{t('editor.stop')}</button>}
        <button className="run" disabled={!(open in files)} onClick={run}>
          <span aria-hidden>▶ </span>{isServerFile(open) ? t('editor.restart', { on: serverOf(source) }) : t('editor.run')}
        </button>
      </div>
    </div>
  )
}

/** A file that was taken away can be had again, until another is. */
const Gone = ({ scripts }: { scripts: ScriptsStore }) => {
  const say = useSay()
  const { gone } = useStore(scripts.store)
  return (
    <div role="status">
      {gone && <p className="gone">{say('files.gone', { file: gone.file })} <button className="quiet" onClick={() => scripts.bringBack()}>{say('files.undo')}</button></p>}
    </div>
  )
}

const Nothing = () => {
  const say = useSay()
  return <p className="code empty">{say('files.none')}</p>
}

interface CodeProps extends Pick<Parts, 'scripts' | 'breakpoints'> { run(): void; onReady(hands: EditorHands | null): void; onProblems(problems: Problem[]): void }

const useDark = (): boolean => {
  const theme = useDesk(state => state.settings.theme)
  const systemDark = useMedia('(prefers-color-scheme: dark)')
  return theme === 'dark' || (theme === 'system' && systemDark)
}

const Compared = (parts: { file: string; yours: string; solution: string; close(): void }) => <SolutionDiff {...parts} dark={useDark()} />

const Code = ({ scripts, breakpoints, run, onReady, onProblems }: CodeProps) => {
  const t = useWords()
  const { files, open } = useStore(scripts.store)
  const dark = useDark()
  const failures = useFailures(Object.keys(files)), results = useResults(processOf(open))
  const { stops, onStops } = useStops(scripts, breakpoints)
  const desk = useDeskStore(), say = useSay(), configs = useConfigWords()
  const explained = () => ({ say, configs, view: desk.getState().view })
  return (
    <>
      <CodeEditor {...{ scripts, dark, failures, results, stops, onStops, explained, onReady, onProblems }} file={open} label={t('editor.label')} onRun={run} onGoOn={breakpoints.goOn} />
      <ResultsTwin file={open} results={results.results} />
    </>
  )
}

/** What stands behind the lines, for who cannot see it there. */
const ResultsTwin = ({ file, results }: { file: string; results: readonly Result[] }) => {
  const say = useSay()
  return (
    <ul className="unseen" aria-label={say('result.list', { file })}>
      {results.map(({ line, text }) => <li key={line}>{say('result.line', { line, text })}</li>)}
    </ul>
  )
}

const NO_LINES: readonly number[] = []
/** The open file's breakpoints, and where its script stands. */
const useStops = (scripts: ScriptsStore, breakpoints: BreakpointsSession) => {
  const { open } = useStore(scripts.store), id = `${scripts.id}/${open}`, script = processOf(open)
  const lines = useStore(breakpoints.store, state => state.lines[id] ?? NO_LINES)
  const at = useStore(breakpoints.store, state => state.at?.script === script ? state.at.line : null)
  const stops = useMemo(() => ({ lines, at }), [lines, at])
  return { stops, onStops: (now: number[], armed: boolean) => armed ? breakpoints.arm(id, script, now) : breakpoints.moved(id, now) }
}

/** Made anew only when one of them changed: the view comes many times a second. */
const useFailures = (files: readonly string[]): readonly Failure[] => {
  const view = useWorld()
  const told = JSON.stringify(files.flatMap((file): Failure[] => {
    const error = stateOf(view, processOf(file))?.error
    return error?.line ? [{ file, line: error.line, message: error.message }] : []
  }))
  return useMemo(() => JSON.parse(told) as Failure[], [told])
}

/** Of one that was stopped in the middle nothing is left to say. */
const stateOf = (view: ClusterView | null, process: string): ScriptView | null => {
  const running = view?.processes[process]
  if (running?.view?.kind !== 'script') return null
  return running.state === 'down' && isAlive(running.view) ? null : running.view
}
const isAlive = ({ state }: ScriptView) => state === 'starting' || state === 'running' || state === 'waiting'
