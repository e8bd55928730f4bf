import confluentConfig from '../../../node_modules/@confluentinc/kafka-javascript/types/config.d.ts?raw'
import confluentErrors from '../../../node_modules/@confluentinc/kafka-javascript/types/errors.d.ts?raw'
import confluentKafkajs from '../../../node_modules/@confluentinc/kafka-javascript/types/kafkajs.d.ts?raw'
import confluentRdkafka from '../../../node_modules/@confluentinc/kafka-javascript/types/rdkafka.d.ts?raw'
import confluentIndex from '../../../node_modules/@confluentinc/kafka-javascript/index.d.ts?raw'
import kafkajs from '../../../node_modules/kafkajs/types/index.d.ts?raw'
import * as monaco from 'monaco-editor/editor/editor.api.js'
import 'monaco-editor/features/register.all.js'
import 'monaco-editor/languages/definitions/typescript/register.js'
import { typescriptDefaults } from 'monaco-editor/languages/features/typescript/register.js'
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker'
import TypeScriptWorker from 'monaco-editor/languages/features/typescript/ts.worker.js?worker'
import { checks } from './compiler.ts'
import surroundings from './surroundings.txt?raw'

/*
 * Monaco, set up once: TypeScript with the two client packages' own types and with what else a script can see. Its own chunk,
 * fetched when an editor is first opened.
 */

self.MonacoEnvironment = { getWorker: (_, label) => label === 'typescript' ? new TypeScriptWorker() : new EditorWorker() }

/** ES2020 is the newest that Monaco's enum knows by name; ES2022 and later are 9 and up. */
const ES2022 = 9, ESNEXT = 99, BUNDLER = 2
typescriptDefaults.setCompilerOptions({
  target: ES2022 as never, module: ESNEXT as never, moduleResolution: BUNDLER as never, lib: ['es2022'], strict: true, noEmit: true, allowNonTsExtensions: true, types: [],
})
checks(true)
typescriptDefaults.setEagerModelSync(true)

const modules = 'file:///node_modules'
for (const [path, text] of Object.entries({
  '@confluentinc/kafka-javascript/types/config.d.ts': confluentConfig, '@confluentinc/kafka-javascript/types/errors.d.ts': confluentErrors,
  '@confluentinc/kafka-javascript/types/kafkajs.d.ts': confluentKafkajs, '@confluentinc/kafka-javascript/types/rdkafka.d.ts': confluentRdkafka,
  '@confluentinc/kafka-javascript/index.d.ts': confluentIndex, 'kafkajs/index.d.ts': kafkajs, '@types/surroundings/index.d.ts': surroundings,
})) typescriptDefaults.addExtraLib(text, `${modules}/${path}`)

/** The page's own colours: a keyword is a keyword, and a string is no louder than a record. */
const tokens = (keyword: string, string: string, number: string, comment: string, text: string) => [
  { token: '', foreground: text }, { token: 'keyword', foreground: keyword }, { token: 'string', foreground: string }, { token: 'regexp', foreground: string },
  { token: 'number', foreground: number }, { token: 'comment', foreground: comment }, { token: 'type', foreground: text }, { token: 'identifier', foreground: text },
]
monaco.editor.defineTheme('terrarium-light', {
  base: 'vs', inherit: true, rules: tokens('2356c4', '14593f', '8a5632', '5c665f', '1a211d'),
  colors: {
    'editor.background': '#ffffff', 'editor.foreground': '#1a211d', 'editorLineNumber.foreground': '#5c665f', 'editorLineNumber.activeForeground': '#1a211d',
    'editor.lineHighlightBackground': '#e6e9e2', 'editor.lineHighlightBorder': '#00000000', 'editor.selectionBackground': '#e3eaf9',
    'diffEditor.insertedTextBackground': '#b9cdf5', 'diffEditor.insertedLineBackground': '#e3eaf9', 'diffEditor.removedTextBackground': '#c9cec3', 'diffEditor.removedLineBackground': '#e6e9e2',
    'editorHoverWidget.background': '#ffffff', 'editorHoverWidget.foreground': '#1a211d', 'editorHoverWidget.border': '#aab1a7', 'editor.hoverHighlightBackground': '#e3eaf9',
  },
})
monaco.editor.defineTheme('terrarium-dark', {
  base: 'vs-dark', inherit: true, rules: tokens('86adff', '45b28b', 'd3a07a', '8c9791', 'e6ece8'),
  colors: {
    'editor.background': '#1a211e', 'editor.foreground': '#e6ece8', 'editorLineNumber.foreground': '#8c9791', 'editorLineNumber.activeForeground': '#e6ece8',
    'editor.lineHighlightBackground': '#0a0e0d', 'editor.lineHighlightBorder': '#00000000', 'editor.selectionBackground': '#1a2745',
    'diffEditor.insertedTextBackground': '#2c4684', 'diffEditor.insertedLineBackground': '#1a2745', 'diffEditor.removedTextBackground': '#3b4641', 'diffEditor.removedLineBackground': '#27302c',
    'editorHoverWidget.background': '#1a211e', 'editorHoverWidget.foreground': '#e6ece8', 'editorHoverWidget.border': '#4b5751', 'editor.hoverHighlightBackground': '#1a2745',
  },
})

/** Of a model: colour means something here, and pairs of brackets do not. */
export const PLAIN_BRACKETS = { bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } }

export { monaco }
