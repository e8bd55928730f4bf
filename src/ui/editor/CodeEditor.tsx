import { isServerFile } from '../../world/server-file.ts'
import { useEffect, useRef } from 'react'
import { monaco } from './monaco.ts'

export interface CodeEditorProps {
  file: string
  source: string
  dark: boolean
  label: string
  onChange(source: string): void
  onRun(): void
  /** Where the script failed, to be marked in the code. */
  failure: { line: number; message: string } | null
}

const models = new Map<string, monaco.editor.ITextModel>()
const modelOf = (file: string, source: string) => {
  let model = models.get(file)
  if (model) return model
  model = monaco.editor.createModel(source, isServerFile(file) ? 'plaintext' : 'typescript', monaco.Uri.parse(`file:///${file}`))
  // colour means something here, and pairs of brackets do not
  model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } })
  models.set(file, model)
  return model
}

const leave = (box: HTMLElement | null) => box?.closest('.editor')?.querySelector<HTMLElement>('.run')?.focus()

/** As an edit, so that what stood there can be undone back. */
const replace = (model: monaco.editor.ITextModel, source: string) =>
  model.pushEditOperations(null, [{ range: model.getFullModelRange(), text: source }], () => null)

/** One Monaco for all files of a world; each file keeps its own undo. */
export default function CodeEditor({ file, source, dark, label, onChange, onRun, failure }: CodeEditorProps) {
  const box = useRef<HTMLDivElement>(null)
  const editor = useRef<monaco.editor.IStandaloneCodeEditor | null>(null)
  const told = useRef({ onChange, onRun })
  useEffect(() => { told.current = { onChange, onRun } })

  useEffect(() => {
    const made = monaco.editor.create(box.current!, {
      model: null, automaticLayout: true, minimap: { enabled: false }, fontFamily: 'IBM Plex Mono, monospace', fontSize: 12, lineHeight: 20,
      scrollBeyondLastLine: false, renderLineHighlight: 'line', overviewRulerLanes: 0, folding: false, wordWrap: 'on', tabSize: 2, ariaLabel: label, fixedOverflowWidgets: true,
    })
    made.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => told.current.onRun())
    // Tab writes a tab here, so there is another way out
    made.addCommand(monaco.KeyCode.Escape, () => leave(box.current), '!suggestWidgetVisible && !findWidgetVisible && !parameterHintsVisible && !renameInputVisible')
    made.onDidChangeModelContent(() => told.current.onChange(made.getValue()))
    editor.current = made
    return () => made.dispose()
  }, [label])

  useEffect(() => {
    const model = modelOf(file, source)
    if (model.getValue() !== source) replace(model, source)
    if (editor.current?.getModel() !== model) editor.current?.setModel(model)
  }, [file, source])

  useEffect(() => { monaco.editor.setTheme(dark ? 'terrarium-dark' : 'terrarium-light') }, [dark])

  useEffect(() => {
    monaco.editor.setModelMarkers(modelOf(file, source), 'run', failure
      ? [{ severity: monaco.MarkerSeverity.Error, message: failure.message, startLineNumber: failure.line, endLineNumber: failure.line, startColumn: 1, endColumn: 1_000 }] : [])
  }, [file, source, failure])

  return <div className="code" ref={box} />
}
