import { monaco } from './monaco.ts'

export interface StopView { readonly lines: readonly number[]; /** Where the script of this file stands. */ readonly at: number | null }

export interface ToldOfStops { toggled(lines: number[]): void; moved(lines: number[]): void }

/** Breakpoints in the gutter and the line a script stands at. A click beside a line number or F9 sets one; they stay with their code. */
export class StopMarks {
  readonly #editor: monaco.editor.ICodeEditor
  readonly #stops: monaco.editor.IEditorDecorationsCollection
  readonly #here: monaco.editor.IEditorDecorationsCollection
  readonly #told: ToldOfStops
  #shown: readonly number[] = []

  constructor(editor: monaco.editor.IStandaloneCodeEditor, told: ToldOfStops) {
    this.#editor = editor
    this.#told = told
    this.#stops = editor.createDecorationsCollection()
    this.#here = editor.createDecorationsCollection()
    editor.addCommand(monaco.KeyCode.F9, () => this.toggleAt(editor.getPosition()))
    editor.onMouseDown(({ target }) => {
      const { GUTTER_GLYPH_MARGIN, GUTTER_LINE_NUMBERS } = monaco.editor.MouseTargetType
      if (target.type === GUTTER_GLYPH_MARGIN || target.type === GUTTER_LINE_NUMBERS) this.#toggle(target.position?.lineNumber)
    })
    editor.onDidChangeModelContent(() => { if (this.#lines().join() !== this.#shown.join()) told.moved(this.#lines()) })
  }

  show({ lines, at }: StopView): void {
    const last = this.#editor.getModel()?.getLineCount() ?? 0
    const on = (line: number, options: monaco.editor.IModelDecorationOptions) => ({ range: new monaco.Range(line, 1, line, 1), options })
    this.#shown = lines
    if (lines.join() !== this.#lines().join()) {
      this.#stops.set(lines.filter(line => line <= last).map(line => on(line, { glyphMarginClassName: 'breakpoint', stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges })))
    }
    this.#here.set(at === null || at > last ? [] : [on(at, { isWholeLine: true, className: 'stoppedline', glyphMarginClassName: 'stoppedhere' })])
    if (at !== null) this.#editor.revealLineInCenterIfOutsideViewport(at)
  }

  toggleAt(position: monaco.Position | null): void { this.#toggle(position?.lineNumber) }

  #lines(): number[] { return [...new Set(this.#stops.getRanges().map(range => range.startLineNumber))].sort((a, b) => a - b) }

  #toggle(line: number | undefined): void {
    if (line === undefined) return
    const lines = this.#lines()
    this.#told.toggled(lines.includes(line) ? lines.filter(each => each !== line) : [...lines, line].sort((a, b) => a - b))
  }
}
