import type { ScriptsStore } from '../../session/scripts.ts'
import { isServerFile } from '../../world/server-file.ts'
import { fileAt, pathOf } from './model-path.ts'
import { monaco, PLAIN_BRACKETS } from './monaco.ts'
import type { Problem } from './problems.ts'

/*
 * One Monaco model a file of the world that is open, so that what is wrong is known of all of them; each keeps its own undo.
 */

type Model = monaco.editor.ITextModel
const uriOf = ({ id }: ScriptsStore, file: string) => monaco.Uri.from({ scheme: 'file', path: pathOf(id, file) })
/** Whom its text is told to: a solution that is played again has the same names, and other scripts. */
const owners = new WeakMap<Model, ScriptsStore>()

export const modelOf = (scripts: ScriptsStore, file: string): Model | null => monaco.editor.getModel(uriOf(scripts, file))

/** As an edit, so that what stood there can be undone back. */
const replace = (model: Model, source: string) => model.pushEditOperations(null, [{ range: model.getFullModelRange(), text: source }], () => null)

function make(scripts: ScriptsStore, file: string, source: string): void {
  const model = monaco.editor.createModel(source, isServerFile(file) ? 'plaintext' : 'typescript', uriOf(scripts, file))
  model.updateOptions({ tabSize: 2, ...PLAIN_BRACKETS })
  owners.set(model, scripts)
  model.onDidChangeContent(() => scripts.write(file, model.getValue()))
}

/** The models are the files of this world, and no others. */
export function followFiles(scripts: ScriptsStore): void {
  const { files } = scripts.store.getState()
  for (const model of monaco.editor.getModels()) {
    const file = fileAt(scripts.id, model.uri.path)
    if (model.uri.scheme === 'file' && (owners.get(model) !== scripts || file === null || !(file in files))) model.dispose()
  }
  for (const [file, source] of Object.entries(files)) {
    const model = modelOf(scripts, file)
    if (!model) make(scripts, file, source)
    else if (model.getValue() !== source) replace(model, source)
  }
}

/** The owner of the markers a run left. */
const RAN = 'run'

export interface Failure { readonly file: string; readonly line: number; readonly message: string }
/** Where scripts failed, to be marked in the code. */
export function markFailures(scripts: ScriptsStore, failures: readonly Failure[]): void {
  for (const file of Object.keys(scripts.store.getState().files)) {
    const model = modelOf(scripts, file)
    if (model) monaco.editor.setModelMarkers(model, RAN, failures.filter(each => each.file === file).map(({ line, message }) =>
      ({ severity: monaco.MarkerSeverity.Error, message, startLineNumber: line, endLineNumber: line, startColumn: 1, endColumn: 1_000 })))
  }
}

const severityOf = (severity: monaco.MarkerSeverity): Problem['severity'] =>
  severity === monaco.MarkerSeverity.Error ? 'error' : severity === monaco.MarkerSeverity.Warning ? 'warning' : 'info'

export const problemsOf = (scripts: ScriptsStore): Problem[] => monaco.editor.getModelMarkers({}).flatMap(marker => {
  const file = marker.resource.scheme === 'file' ? fileAt(scripts.id, marker.resource.path) : null
  if (file === null || marker.severity === monaco.MarkerSeverity.Hint) return []
  const { startLineNumber: line, startColumn: column, message, severity, owner } = marker
  return [{ file, line, column, message, severity: severityOf(severity), ran: owner === RAN }]
})
