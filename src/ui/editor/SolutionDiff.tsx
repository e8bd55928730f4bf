import { useEffect, useRef, useState } from 'react'
import { isServerFile } from '../../world/server-file.ts'
import { pathOf } from './model-path.ts'
import { needCompiler } from './compiler.ts'
import { monaco, PLAIN_BRACKETS } from './monaco.ts'
import { useSay } from './words.ts'

interface Props { file: string; yours: string; solution: string; dark: boolean; close(): void }

/** Side by side needs room for two lines of code. */
const NARROW = 760

const modelOf = (side: 'yours' | 'solution', file: string, text: string) => {
  const model = monaco.editor.createModel(text, isServerFile(file) ? 'plaintext' : 'typescript', monaco.Uri.from({ scheme: 'compare', path: pathOf(side, file) }))
  model.updateOptions(PLAIN_BRACKETS)
  return model
}

/** What the person wrote, and the same file as the lesson's solution leaves it. Both are only to be read here. */
export default function SolutionDiff({ file, yours, solution, dark, close }: Props) {
  const say = useSay()
  const box = useRef<HTMLDivElement>(null)
  const editor = useRef<monaco.editor.IStandaloneDiffEditor | null>(null)
  const [changes, setChanges] = useState<number | null>(null)
  const leave = () => {
    box.current?.closest('.editor')?.querySelector<HTMLElement>('.compares')?.focus()
    close()
  }
  const leaving = useRef(leave)
  useEffect(needCompiler, [])
  useEffect(() => { leaving.current = leave })

  const originalAriaLabel = say('compare.yours', { file }), modifiedAriaLabel = say('compare.theirs', { file })
  useEffect(() => {
    const made = monaco.editor.createDiffEditor(box.current!, {
      readOnly: true, automaticLayout: true, renderSideBySideInlineBreakpoint: NARROW, minimap: { enabled: false }, fontFamily: 'IBM Plex Mono, monospace', fontSize: 12, lineHeight: 20,
      lineNumbersMinChars: 3, scrollBeyondLastLine: false, folding: false, wordWrap: 'on', renderOverviewRuler: false, renderMarginRevertIcon: false, renderLineHighlight: 'none',
      occurrencesHighlight: 'off', originalAriaLabel, modifiedAriaLabel,
    })
    const original = modelOf('yours', file, yours), modified = modelOf('solution', file, solution)
    made.setModel({ original, modified })
    made.onDidUpdateDiff(() => {
      made.revealFirstDiff()
      setChanges(made.getLineChanges()?.length ?? null)
    })
    for (const side of [made.getOriginalEditor(), made.getModifiedEditor()]) side.addCommand(monaco.KeyCode.Escape, () => leaving.current(), '!findWidgetVisible')
    made.getModifiedEditor().focus()
    editor.current = made
    return () => {
      made.dispose()
      original.dispose()
      modified.dispose()
    }
  }, [file, yours, solution, originalAriaLabel, modifiedAriaLabel])

  useEffect(() => { monaco.editor.setTheme(dark ? 'terrarium-dark' : 'terrarium-light') }, [dark])

  return (
    <section className="compare" aria-label={say('compare.of', { file })}>
      <p className="comparebar">
        <span role="status">{changes === null ? '' : changes === 0 ? say('compare.same') : say('compare.n', { n: changes })}</span>
        <span className="whose"><i />{say('compare.left')}</span>
        <span className="whose"><i className="theirs" />{say('compare.right')}</span>
        <button className="tool box" disabled={!changes} onClick={() => editor.current?.goToDiff('next')}>{say('compare.next')} <kbd>Alt+F5</kbd></button>
        <button className="tool box" onClick={leave}>{say('compare.close')} <kbd>Esc</kbd></button>
      </p>
      <div className="code" ref={box} />
    </section>
  )
}
