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
  if (!model) models.set(file, model = monaco.editor.createModel(source, 'typescript', monaco.Uri.parse(`file:///${file}`)))
  return model
}

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
    made.onDidChangeModelContent(() => told.current.onChange(made.getValue()))
    editor.current = made
    return () => made.dispose()
  }, [label])

  useEffect(() => {
    const model = modelOf(file, source)
    if (model.getValue() !== source) model.setValue(source)
    if (editor.current?.getModel() !== model) editor.current?.setModel(model)
  }, [file, source])

  useEffect(() => { monaco.editor.setTheme(dark ? 'vs-dark' : 'vs') }, [dark])

  useEffect(() => {
    monaco.editor.setModelMarkers(modelOf(file, source), 'run', failure
      ? [{ severity: monaco.MarkerSeverity.Error, message: failure.message, startLineNumber: failure.line, endLineNumber: failure.line, startColumn: 1, endColumn: 1_000 }] : [])
  }, [file, source, failure])

  return <div className="code" ref={box} />
}
