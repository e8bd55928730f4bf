import { monaco } from './monaco.ts'
import type { Result } from './results.ts'

/** Results of one run: `run` tells runs apart. */
export interface RunResults { readonly run: string; readonly results: readonly Result[] }

/** Writes results behind their lines, and stays with the lines while the person edits around them. */
export class Beside {
  readonly #editor: monaco.editor.ICodeEditor
  readonly #marks: monaco.editor.IEditorDecorationsCollection
  /** Lines as they were when the script was started, in the order of the marks. */
  #lines: readonly number[] = []
  #shown = ''

  constructor(editor: monaco.editor.ICodeEditor) {
    this.#editor = editor
    this.#marks = editor.createDecorationsCollection()
  }

  show({ run, results }: RunResults): void {
    const model = this.#editor.getModel(), shown = `${model?.uri.path} ${run}`
    const where = shown === this.#shown ? new Map(this.#lines.map((line, i) => [line, this.#marks.getRange(i)?.startLineNumber])) : new Map<number, number>()
    this.#shown = shown
    const placed = results.flatMap(result => {
      const now = where.has(result.line) ? where.get(result.line) : result.line
      return model && now && now <= model.getLineCount() ? [{ result, now, end: model.getLineMaxColumn(now) }] : []
    })
    this.#lines = placed.map(({ result }) => result.line)
    this.#marks.set(placed.map(({ result: { text, isBad }, now, end }) => ({
      range: new monaco.Range(now, end, now, end),
      options: { showIfCollapsed: true, after: { content: `   ${text}`, inlineClassName: isBad ? 'beside bad' : 'beside', cursorStops: monaco.editor.InjectedTextCursorStops.None } },
    })))
  }
}
