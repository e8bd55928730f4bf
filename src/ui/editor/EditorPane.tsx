import { lazy, Suspense } from 'react'
import { useStore, type StoreApi } from 'zustand'
import { isServerFile, restartActions, serverOf } from '../../world/server-file.ts'
import type { ScriptView, Told } from '../../world/view.ts'
import type { ScriptsStore } from '../../session/scripts.ts'
import { clock } from '../format.ts'
import { useDesk, useDo, useMedia, useWords, useWorld } from '../hooks.ts'
import './editor.css'

const CodeEditor = lazy(() => import('./CodeEditor.tsx'))

/** A script's process is named after its file. */
export const processOf = (file: string): string => file.replace(/\.[jt]s$/, '')

/** The learner's files, what runs of them, and what they said. */
export const EditorPane = ({ desk }: { desk: StoreApi<{ scripts: ScriptsStore | null }> }) => {
  const scripts = useStore(desk, state => state.scripts)
  return scripts && <Files scripts={scripts} />
}

const Files = ({ scripts }: { scripts: ScriptsStore }) => {
  const t = useWords()
  const act = useDo().act
  const { files, open, given, own } = useStore(scripts.store)
  const source = files[open] ?? ''
  const state = useScriptState(processOf(open))
  const forServer = isServerFile(open)
  const run = () => {
    if (forServer) restartActions(source).forEach(act)
    else act({ do: 'script.run', script: processOf(open), file: open, source })
  }
  return (
    <div className="editor">
      <div className="editor-bar" role="toolbar" aria-label={t('editor.files')}>
        <div role="tablist" aria-label={t('editor.files')}>
          {Object.keys(files).map(file => (
            <button key={file} role="tab" aria-selected={file === open} className="tab" onClick={() => scripts.openFile(file)}>{file}</button>
          ))}
        </div>
        <span className="editor-state" role="status">{state ? t(`editor.state.${state.state}`) : ''}</span>
        {source !== given[open]
          ? <button className="quiet" onClick={() => scripts.revert(open)}>{t('editor.revert')}</button>
          : own[open] !== undefined && <button className="quiet" onClick={() => scripts.restore(open)}>{t('editor.restore')}</button>}
        {state && isAlive(state) && <button className="stop" onClick={() => act({ do: 'script.stop', script: processOf(open) })}>{t('editor.stop')}</button>}
        <button className="run" onClick={run}><span aria-hidden>▶ </span>{forServer ? t('editor.restart', { on: serverOf(source) }) : t('editor.run')}</button>
      </div>
      <div className="editor-body">
        <Suspense fallback={<pre className="code loading">{source}</pre>}>
          <Code scripts={scripts} run={run} failure={failureOf(state)} />
        </Suspense>
        <Output process={forServer ? serverOf(source) : processOf(open)} />
      </div>
    </div>
  )
}

const Code = ({ scripts, run, failure }: { scripts: ScriptsStore; run(): void; failure: { line: number; message: string } | null }) => {
  const t = useWords()
  const { files, open } = useStore(scripts.store)
  const theme = useDesk(state => state.settings.theme)
  const systemDark = useMedia('(prefers-color-scheme: dark)')
  const dark = theme === 'dark' || (theme === 'system' && systemDark)
  return <CodeEditor file={open} source={files[open] ?? ''} dark={dark} label={t('editor.label')} onChange={text => scripts.write(open, text)} onRun={run} failure={failure} />
}

type Said = Extract<Told, { is: 'console' }>

/** The script's console, by world time. */
const Output = ({ process }: { process: string }) => {
  const t = useWords()
  const told = useDesk(state => state.told)
  const lines = told.filter((each): each is Said => each.is === 'console' && each.process === process)
  return (
    <div className="output" role="log" aria-label={t('editor.output')} tabIndex={0}>
      {lines.length === 0 && <p className="empty">{t('editor.silent')}</p>}
      {lines.map(line => <Line key={line.seq} line={line} />)}
    </div>
  )
}

const Line = ({ line: { at, level, text, line } }: { line: Said }) => (
  <div className={`said ${level}`}><time>{clock(at)}</time><span>{text}</span>{line !== undefined && <small>:{line}</small>}</div>
)

/** Of one that was stopped in the middle nothing is left to say. */
const useScriptState = (process: string): ScriptView | null => {
  const running = useWorld()?.processes[process]
  if (running?.view?.kind !== 'script') return null
  return running.state === 'down' && isAlive(running.view) ? null : running.view
}
const isAlive = ({ state }: ScriptView) => state === 'starting' || state === 'running' || state === 'waiting'
const failureOf = (state: ScriptView | null) => state?.error?.line ? { line: state.error.line, message: state.error.message } : null
