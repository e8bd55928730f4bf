/** Commands joined by `|`, the file the first reads, and the file the last one's output goes to. */
export interface Pipeline {
  readonly stages: readonly (readonly string[])[]
  /** `2>&1`: what the tool says of errors goes the way of its output. */
  readonly merged: boolean
  readonly from: string | null
  readonly into: { readonly file: string; readonly append: boolean } | null
}
/** One of several on a line, and whether it runs: after `;`, after `&&`, after `||`. */
export interface Step extends Pipeline { readonly when: 'always' | 'ok' | 'failed' }
/** Why it cannot be run, in a shell's words. */
export interface Refusal { readonly refused: string }

/** A word as it was typed and as it is meant, or an operator. */
export interface Token { readonly is: 'word' | 'operator'; readonly text: string; readonly from: number; readonly to: number }
export interface Tokens { readonly tokens: readonly Token[]; /** The quote that is still open at the end. */ readonly open: string }

const OPERATORS = ['2>&1', '>>', '||', '&&', '|', '>', '<', ';', '&']
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\', "'": "'" }

/** Splits at blanks and operators outside quotes: `'…'` as it stands, `"…"` with `\"` and `\\`, `$'…'` with `\n` and `\t` (bash's QUOTING). */
export function tokenize(line: string): Tokens {
  const tokens: Token[] = []
  for (let at = 0; at < line.length;) {
    if (/\s/.test(line[at]!)) at++
    else {
      const operator = OPERATORS.find(each => line.startsWith(each, at))
      const token = operator === undefined ? wordAt(line, at) : { is: 'operator' as const, text: operator, from: at, to: at + operator.length, open: '' }
      tokens.push(token)
      if (token.open) return { tokens, open: token.open }
      at = token.to
    }
  }
  return { tokens, open: '' }
}

function wordAt(line: string, from: number): Token & { open: string } {
  let text = '', at = from
  while (at < line.length && !/[\s|><;&]/.test(line[at]!)) {
    const quote = /^(?:\$'|'|")/.exec(line.slice(at))?.[0]
    if (quote === undefined) {
      if (line[at] === '\\') at++
      text += line[at++] ?? ''
      continue
    }
    const quoted = quotedAt(line, at + quote.length, quote)
    text += quoted.text
    at = quoted.to
    if (!quoted.closed) return { is: 'word', text, from, to: at, open: quote.at(-1)! }
  }
  return { is: 'word', text, from, to: at, open: '' }
}

function quotedAt(line: string, from: number, quote: string): { text: string; to: number; closed: boolean } {
  const end = quote.at(-1)!
  let text = ''
  for (let at = from; at < line.length; at++) {
    const char = line[at]!, next = line[at + 1]
    if (char === end) return { text, to: at + 1, closed: true }
    const escaped = char !== '\\' || next === undefined || quote === "'" ? undefined
      : quote === '"' ? ['"', '\\', '$'].includes(next) ? next : undefined : ESCAPES[next]
    text += escaped ?? char
    if (escaped !== undefined) at++
  }
  return { text, to: line.length, closed: false }
}

const unexpected = (token: string): Refusal => ({ refused: `bash: syntax error near unexpected token \`${token}'` })

const WHEN: Readonly<Record<string, Step['when']>> = { ';': 'always', '&&': 'ok', '||': 'failed' }

/** Reads a command line; null when there is nothing on it. */
export function parseCommandLine(line: string): readonly Step[] | Refusal | null {
  const { tokens, open } = tokenize(line)
  if (open) return { refused: `bash: unexpected EOF while looking for matching \`${open}'` }
  const steps: Step[] = []
  let when: Step['when'] = 'always', part: Token[] = []
  for (const token of [...tokens, null]) {
    if (token && !(token.is === 'operator' && token.text in WHEN)) {
      part.push(token)
      continue
    }
    if (part.length === 0) {
      if (token || when !== 'always') return unexpected(token?.text ?? 'newline')
      break
    }
    const pipeline = parsePipeline(part)
    if ('refused' in pipeline) return pipeline
    steps.push({ ...pipeline, when })
    if (token) when = WHEN[token.text]!
    part = []
  }
  return steps.length === 0 ? null : steps
}

function parsePipeline(tokens: readonly Token[]): Pipeline | Refusal {
  const stages: string[][] = [[]]
  let into: Pipeline['into'] = null, from: string | null = null, merged = false
  for (let i = 0; i < tokens.length; i++) {
    const { is, text } = tokens[i]!, file = tokens[i + 1]?.is === 'word' ? tokens[i + 1]!.text : null
    if (is === 'word' && into === null) stages.at(-1)!.push(text)
    else if (is === 'word') return unexpected(text)
    else if (text === '2>&1') merged = true
    else if (text === '|' && into === null && stages.at(-1)!.length > 0) stages.push([])
    else if (text === '<' && file !== null && stages.length === 1) {
      from = file
      i++
    } else if ((text === '>' || text === '>>') && into === null && file !== null) {
      into = { file, append: text === '>>' }
      i++
    } else if (text === '&') return { refused: '`&\' is not part of this small shell' }
    else return unexpected(text)
  }
  return stages.at(-1)!.length === 0 ? unexpected(into ? '>' : 'newline') : { stages, merged, from, into }
}
