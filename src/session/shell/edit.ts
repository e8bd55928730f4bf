/** What is being typed, and the lines typed before it. */
export interface Typing {
  readonly text: string
  readonly cursor: number
  readonly history: readonly string[]
  /** Which line of the history is shown; its length: none. */
  readonly at: number
  /** What was typed before the history was looked through. */
  readonly draft: string
}

export const HISTORY = 500
export const fresh = (history: readonly string[]): Typing => ({ text: '', cursor: 0, history, at: history.length, draft: '' })

const having = (typing: Typing, text: string, cursor: number): Typing => ({ ...typing, text, cursor })
const moved = (typing: Typing, cursor: number): Typing => ({ ...typing, cursor: Math.max(0, Math.min(cursor, typing.text.length)) })
export const insert = (typing: Typing, more: string): Typing =>
  having(typing, typing.text.slice(0, typing.cursor) + more + typing.text.slice(typing.cursor), typing.cursor + more.length)
const cut = ({ text, ...typing }: Typing, from: number, to: number): Typing =>
  having({ text, ...typing }, text.slice(0, Math.max(0, from)) + text.slice(to), Math.max(0, from))
const wordStart = ({ text, cursor }: Typing): number => /\S*\s*$/.exec(text.slice(0, cursor))!.index

function recall(typing: Typing, at: number): Typing {
  const { history } = typing
  if (at < 0 || at > history.length) return typing
  const draft = typing.at === history.length ? typing.text : typing.draft
  const text = history[at] ?? draft
  return { ...typing, text, cursor: text.length, at, draft }
}

/** Keys as a terminal sends them, by what they do to the line (readline's emacs mode, as far as it goes). */
const KEYS: Readonly<Record<string, (typing: Typing) => Typing>> = {
  '\x1b[A': typing => recall(typing, typing.at - 1), '\x1b[B': typing => recall(typing, typing.at + 1),
  '\x1b[C': typing => moved(typing, typing.cursor + 1), '\x1b[D': typing => moved(typing, typing.cursor - 1),
  '\x1b[H': typing => moved(typing, 0), '\x1b[F': typing => moved(typing, typing.text.length),
  '\x01': typing => moved(typing, 0), '\x05': typing => moved(typing, typing.text.length),
  '\x7f': typing => cut(typing, typing.cursor - 1, typing.cursor), '\x1b[3~': typing => cut(typing, typing.cursor, typing.cursor + 1),
  '\x15': typing => cut(typing, 0, typing.cursor), '\x0b': typing => cut(typing, typing.cursor, typing.text.length),
  '\x17': typing => cut(typing, wordStart(typing), typing.cursor),
}

/** After a key, or text that was typed or pasted on one line; other control sequences change nothing. */
export function edit(typing: Typing, data: string): Typing {
  const key = KEYS[data.startsWith('\x1bO') ? `\x1b[${data.slice(2)}` : data]
  if (key) return key(typing)
  return data.startsWith('\x1b') ? typing : insert(typing, data.replace(/\p{Cc}/gu, ''))
}

/** The history with one more line; what is typed twice in a row is kept once. */
export const remembered = (history: readonly string[], line: string): readonly string[] =>
  line.trim() === '' || history.at(-1) === line ? history : [...history, line].slice(-HISTORY)
