import { parse, type Node } from 'acorn'
import { full } from 'acorn-walk'
import MagicString from 'magic-string'
import { transform } from 'sucrase'
import { CALL, IMPORT, STEP, TICK } from './given.ts'

/**
 * A learner's TypeScript made ready for the realm: types gone, imports turned into look-ups, each loop and function
 * counting its turns, all on the lines they were written on. The result is the body of an async function.
 */
export type Transpiled = { ok: true; code: string; imports: string[] } | Refusal
export interface Refusal { ok: false; message: string; line: number; column: number }

export function transpile(source: string): Transpiled {
  try {
    const plain = transform(source, { transforms: ['typescript'], disableESTransforms: true, keepUnusedImports: false }).code
    const program = parse(plain, { ecmaVersion: 2023, sourceType: 'module', locations: true, allowAwaitOutsideFunction: true })
    const text = new MagicString(plain)
    const imports = takeModuleSyntax(program, text)
    countTurns(program, text)
    markCalls(program, text)
    markStatements(program, text)
    return { ok: true, code: text.toString(), imports }
  } catch (error) {
    return refusal(error)
  }
}

/** acorn's own node types are a union too wide to walk by; each place reads the fields its kind of node has. */
type Any = Node & { [field: string]: any } // oxlint-disable-line typescript/no-explicit-any

/** `import {Kafka as K} from 'kafkajs'` becomes `const {Kafka:K}=__i('kafkajs');`; `export` is dropped. */
function takeModuleSyntax(program: Node, text: MagicString): string[] {
  const imports: string[] = []
  for (const node of (program as Any)['body'] as Any[]) {
    if (node.type === 'ImportDeclaration') {
      const from = node['source'].value as string
      imports.push(from)
      text.overwrite(node.start, node.end, importAsLookup(node, from))
    } else if (node.type === 'ExportNamedDeclaration' && node['declaration']) text.remove(node.start, node['declaration'].start)
    else if (node.type === 'ExportNamedDeclaration') text.remove(node.start, node.end)
    else if (node.type === 'ExportDefaultDeclaration') text.overwrite(node.start, node['declaration'].start, 'void ')
  }
  return imports
}

function importAsLookup(node: Any, from: string): string {
  const module = `${IMPORT}(${JSON.stringify(from)})`
  const specifiers = node['specifiers'] as Any[]
  if (specifiers.length === 0) return `${module};`
  const whole = specifiers.find(each => each.type !== 'ImportSpecifier')
  const named = specifiers.filter(each => each.type === 'ImportSpecifier')
    .map(each => `${each['imported'].name ?? JSON.stringify(each['imported'].value)}:${each['local'].name}`)
  const lines = [
    ...(whole ? [`${whole['local'].name}=${whole.type === 'ImportDefaultSpecifier' ? `${module}.default` : module}`] : []),
    ...(named.length > 0 ? [`{${named.join(',')}}=${module}`] : []),
  ]
  return `const ${lines.join(',')};`
}

const LOOPS = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement'])
const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

function countTurns(program: Node, text: MagicString): void {
  full(program, found => {
    const node = found as Any
    if (!LOOPS.has(node.type) && !FUNCTIONS.has(node.type)) return
    const body = node['body'] as Any
    const tick = `${TICK}(${node.loc!.start.line});`
    if (body.type === 'BlockStatement') text.appendLeft(body.start + 1, tick)
    else if (LOOPS.has(node.type)) text.appendLeft(body.start, `{${tick}`).appendRight(body.end, '}')
    else text.appendLeft(body.start, `(${tick.slice(0, -1)},`).appendRight(body.end, ')')
  })
}

/** Methods whose line is told with what they ask. */
const CLIENT_CALLS = new Set(['send', 'sendBatch', 'run'])

function markCalls(program: Node, text: MagicString): void {
  full(program, found => {
    const { type, callee, arguments: args } = found as Any
    if (type !== 'CallExpression' || callee.type !== 'MemberExpression' || !CLIENT_CALLS.has(callee.property.name)) return
    const last = (args as Any[]).at(-1)
    if (last && last.type !== 'SpreadElement') text.appendRight(last.start, `${CALL}(${callee.property.loc.start.line},`).appendLeft(last.end, ')')
  })
}

/** Hoisted, or no statement of their own. */
const NO_STEP = new Set(['ImportDeclaration', 'FunctionDeclaration', 'ExportNamedDeclaration', 'ExportDefaultDeclaration', 'ExportAllDeclaration', 'EmptyStatement'])

function markStatements(program: Node, text: MagicString): void {
  full(program, found => {
    const { type, body, consequent } = found as Any
    const statements = type === 'Program' || type === 'BlockStatement' ? body as Any[] : type === 'SwitchCase' ? consequent as Any[] : []
    for (const each of statements) if (!NO_STEP.has(each.type) && !each['directive']) text.appendLeft(each.start, `${STEP}(${each.loc!.start.line});`)
  })
}

/** sucrase and acorn both end a message with `(line:column)`. */
function refusal(error: unknown): Transpiled {
  const message = error instanceof Error ? error.message : String(error)
  const place = /\((\d+):(\d+)\)/.exec(message)
  return {
    ok: false, message: message.replace(/^Error transforming .*?: /, '').replace(/\s*\(\d+:\d+\)/, ''),
    line: Number(place?.[1] ?? 1), column: Number(place?.[2] ?? 0),
  }
}
