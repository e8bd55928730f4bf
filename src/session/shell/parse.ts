/** A command line read: commands joined by `|`, and the file the last one's output goes to. */
export interface CommandLine {
  readonly stages: readonly (readonly string[])[]
  /** `2>&1`: what the tool says of errors goes the way of its output. */
  readonly merged: boolean
  readonly into: { readonly file: string; readonly append: boolean } | null
}
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

/** Reads a command line; null when there is nothing on it. */
export function parseCommandLine(line: string): CommandLine | Refusal | null {
  const { tokens, open } = tokenize(line)
  if (open) return { refused: `bash: unexpected EOF while looking for matching \`${open}'` }
  const stages: string[][] = [[]]
  let into: CommandLine['into'] = null, merged = false
  for (let i = 0; i < tokens.length; i++) {
    const { is, text } = tokens[i]!
    if (is === 'word' && into === null) stages.at(-1)!.push(text)
    else if (text === '2>&1' && is === 'operator') merged = true
    else if (text === '|' && is === 'operator' && into === null && stages.at(-1)!.length > 0) stages.push([])
    else if ((text === '>' || text === '>>') && is === 'operator' && into === null && tokens[i + 1]?.is === 'word') into = { file: tokens[++i]!.text, append: text === '>>' }
    else if (is === 'operator' && ['<', ';', '&', '&&', '||'].includes(text)) return { refused: `\`${text}' is not part of this small shell` }
    else return unexpected(text)
  }
  if (tokens.length === 0) return null
  return stages.at(-1)!.length === 0 ? unexpected(into ? '>' : 'newline') : { stages, merged, into }
}
