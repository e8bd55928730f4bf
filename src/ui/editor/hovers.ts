import { isServerFile } from '../../world/server-file.ts'
import { textsOf, type HoverWords } from './hover-text.ts'
import { monaco } from './monaco.ts'
import { nameAt, propertyAt } from './name-at.ts'

/** Explains configs where the pointer rests, or where the caret stands when it is asked (Ctrl+K Ctrl+I). `words` as they are at that moment. */
export const explainConfigs = (words: () => HoverWords): monaco.IDisposable => monaco.languages.registerHoverProvider(['typescript', 'plaintext'], {
  provideHover(model, { lineNumber, column }) {
    const line = model.getLineContent(lineNumber), at = isServerFile(model.uri.path) ? propertyAt(line, column) : nameAt(line, column)
    return at && { contents: textsOf(at, model.getValue(), words()).map(value => ({ value })), range: new monaco.Range(lineNumber, at.start, lineNumber, at.end) }
  },
})
