import { useEffect, useRef } from 'react'
import type { ScriptsStore } from '../../session/scripts.ts'
import { entry } from '../shell/entry.ts'
import { Beside, type RunResults } from './beside.ts'
import { needCompiler } from './compiler.ts'
import { explainConfigs } from './hovers.ts'
import type { HoverWords } from './hover-text.ts'
import { followFiles, markFailures, modelOf, problemsOf, type Failure } from './models.ts'
import { monaco } from './monaco.ts'
import { StopMarks, type StopView } from './stop-marks.ts'
import type { Problem } from './problems.ts'

export interface CodeEditorProps {
  scripts: ScriptsStore
  file: string
  dark: boolean
  label: string
  onRun(): void
  failures: readonly Failure[]
  results: RunResults
  stops: StopView
  /** `armed`: a person set or took one; else they moved with their code. */
  onStops(lines: number[], armed: boolean): void
  onGoOn(): void
  onProblems(problems: Problem[]): void
  /** What configs are explained with, as it is when somebody asks. */
  explained(): HoverWords
  /** What others may do with it, while it stands. */
  onReady(hands: EditorHands | null): void
}
/** What is done to the code from outside it. */
export interface EditorHands {
  format(): void
  focus(): void
  /** Sets a breakpoint at the caret, or takes it. */
  breakpoint(): void
  /** Says what stands at the caret. */
  explain(): void
  /** A line of the open file, in sight and with the caret on it. */
  reveal(line: number, column: number): void
}

const leave = (box: HTMLElement | null) => box?.closest('.editor')?.querySelector<HTMLElement>('.run')?.focus()

/** Whoever comes by Tab and writes nothing goes on by Tab, or nobody could go past. */
function tabPasses(editor: monaco.editor.IStandaloneCodeEditor): void {
  const pass = (tabFocusMode: boolean) => editor.updateOptions({ tabFocusMode })
  pass(true)
  editor.onDidBlurEditorWidget(() => pass(true))
  editor.onMouseDown(() => pass(false))
  editor.onKeyDown(({ browserEvent: { key } }) => { if (key !== 'Tab' && key !== 'Shift') pass(false) })
}

const handsOn = (editor: monaco.editor.IStandaloneCodeEditor, marks: StopMarks): EditorHands => ({
  format: () => void editor.getAction('editor.action.formatDocument')?.run(),
  focus: () => editor.focus(),
  breakpoint() {
    editor.focus()
    marks.toggleAt(editor.getPosition())
  },
  explain() {
    editor.focus()
    void editor.getAction('editor.action.showHover')?.run()
  },
  reveal(lineNumber, column) {
    editor.setPosition({ lineNumber, column })
    editor.revealLineInCenterIfOutsideViewport(lineNumber)
    editor.focus()
  },
})

/** One Monaco for all files of a world. */
export default function CodeEditor({ scripts, file, dark, label, onRun, failures, results, stops, onStops, onGoOn, onProblems, explained, onReady }: CodeEditorProps) {
  const box = useRef<HTMLDivElement>(null)
  const editor = useRef<monaco.editor.IStandaloneCodeEditor | null>(null)
  const beside = useRef<Beside | null>(null)
  const marks = useRef<StopMarks | null>(null)
  const told = useRef({ onRun, onStops, onGoOn, onProblems, explained, onReady })
  useEffect(() => { told.current = { onRun, onStops, onGoOn, onProblems, explained, onReady } })

  useEffect(() => {
    const made = monaco.editor.create(box.current!, {
      model: null, glyphMargin: true, lineNumbersMinChars: 3, automaticLayout: true, minimap: { enabled: false }, fontFamily: 'IBM Plex Mono, monospace', fontSize: 12, lineHeight: 20,
      scrollBeyondLastLine: false, renderLineHighlight: 'line', overviewRulerLanes: 0, folding: false, wordWrap: 'on', ariaLabel: label, fixedOverflowWidgets: true,
    })
    const stopMarks = new StopMarks(made, { toggled: lines => told.current.onStops(lines, true), moved: lines => told.current.onStops(lines, false) })
    const hands = handsOn(made, stopMarks)
    made.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => told.current.onRun())
    made.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyS, () => hands.format())
    made.addCommand(monaco.KeyCode.F8, () => told.current.onGoOn())
    // Tab writes a tab for who writes, so there is another way out
    made.addCommand(monaco.KeyCode.Escape, () => leave(box.current), '!suggestWidgetVisible && !findWidgetVisible && !parameterHintsVisible && !renameInputVisible')
    tabPasses(made)
    editor.current = made
    beside.current = new Beside(made)
    marks.current = stopMarks
    told.current.onReady(hands)
    const gone = entry.stands('editor', hands.focus)
    return () => {
      gone()
      told.current.onReady(null)
      made.dispose()
    }
  }, [label])

  useEffect(needCompiler, [])
  useEffect(() => {
    const hovers = explainConfigs(() => told.current.explained())
    return () => hovers.dispose()
  }, [])

  useEffect(() => {
    const follow = () => followFiles(scripts)
    const tell = () => told.current.onProblems(problemsOf(scripts))
    follow()
    tell()
    const markers = monaco.editor.onDidChangeMarkers(tell), unfollow = scripts.store.subscribe(follow)
    return () => {
      unfollow()
      markers.dispose()
    }
  }, [scripts])

  useEffect(() => {
    const model = modelOf(scripts, file)
    if (editor.current?.getModel() !== model) editor.current?.setModel(model)
  }, [scripts, file, label])

  useEffect(() => { monaco.editor.setTheme(dark ? 'terrarium-dark' : 'terrarium-light') }, [dark])
  useEffect(() => beside.current?.show(results), [results, scripts, file, label])
  useEffect(() => marks.current?.show(stops), [stops, scripts, file, label])
  useEffect(() => markFailures(scripts, failures), [scripts, failures])

  return <div className="code" ref={box} />
}
