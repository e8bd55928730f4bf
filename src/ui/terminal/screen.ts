import { FitAddon } from '@xterm/addon-fit'
import { Terminal, type ITheme } from '@xterm/xterm'
import { createStore } from 'zustand/vanilla'
import { complete } from '../../session/shell/complete.ts'
import { edit, fresh, type Typing } from '../../session/shell/edit.ts'
import type { Shell } from '../../session/shell/shell.ts'
import type { Said } from '../../session/shell/said.ts'
import type { Translate } from '../i18n/index.ts'
import { drawn, erased, inColumns, widthOf } from './line.ts'

const RED = '\x1b[31m', PLAIN = '\x1b[0m', CTRL_C = '\x03', CTRL_D = '\x04', CTRL_L = '\x0c'
/** A line that goes on on the next. */
const CONTINUED = /(?:^|[^\\])(?:\\\\)*\\$/

/** The terminal of a shell: keys in, lines out. It lives as long as the page, also while the dock shows something else. */
export class Screen {
  readonly state = createStore(() => ({ running: false }))
  #words: Translate
  readonly #shell: Shell
  readonly #box = document.createElement('div')
  readonly #terminal = new Terminal({
    screenReaderMode: true, convertEol: true, fontFamily: "'IBM Plex Mono', 'IBM Plex Sans KR', monospace", fontSize: 12, lineHeight: 1.4, minimumContrastRatio: 4.5, scrollback: 5_000,
  })
  readonly #fit = new FitAddon()
  #typing: Typing
  #code = 0
  /** The row of the line typed that the cursor is in. */
  #row = 0
  /** Lines before this one that end in `\`. */
  #begun = ''
  /** Typed while a tool ran that reads nothing. */
  readonly #ahead: string[] = []
  #isLeaving = false

  constructor(shell: Shell, words: Translate) {
    this.#shell = shell
    this.#words = words
    this.#typing = fresh(shell.kept.store.getState().history)
    this.#box.className = 'terminal-box'
    this.#terminal.loadAddon(this.#fit)
    this.#terminal.attachCustomKeyEventHandler(event => this.#goesToTerminal(event))
    this.#terminal.onData(data => this.#take(data))
    shell.offered.subscribe(() => this.#takeOffered())
  }

  show(parent: HTMLElement): void {
    parent.append(this.#box)
    if (this.#terminal.element) return this.fit()
    this.#terminal.open(this.#box)
    this.fit()
    this.#terminal.writeln(this.#words('terminal.welcome'))
    this.#takeOffered()
    this.#draw()
  }

  /** A line that was asked for elsewhere in the page. */
  #takeOffered(): void {
    const { line } = this.#shell.offered.getState()
    if (line === null || !this.#terminal.element) return
    this.#shell.offered.setState({ line: null })
    this.#typing = { ...fresh(this.#history), text: line, cursor: line.length }
    this.#draw()
    this.focus()
  }

  hide(): void { this.#box.remove() }
  fit(): void { if (this.#box.clientHeight > 0) this.#fit.fit() }
  focus(): void { this.#terminal.focus() }
  setWords(words: Translate): void {
    this.#words = words
    this.#terminal.textarea?.setAttribute('aria-label', words('terminal.label'))
  }
  setTheme(theme: ITheme): void { this.#terminal.options.theme = theme }

  /** Escape, then Tab: the browser moves the focus on. Shift+Tab moves it back at any time, and F6 is the page's. */
  #goesToTerminal({ key, type, shiftKey }: KeyboardEvent): boolean {
    const leaves = key === 'Tab' && (shiftKey || this.#isLeaving)
    if (type === 'keydown' && key !== 'Shift') this.#isLeaving = key === 'Escape'
    return key !== 'Escape' && key !== 'F6' && !leaves
  }

  /** A key, or text that was pasted. */
  #take(data: string): void {
    const [first = '', ...more] = data.startsWith('\x1b') ? [data] : data.split(/\r\n?|\n/)
    this.#key(first)
    for (const line of more) {
      this.#enter()
      this.#key(line)
    }
  }

  #key(data: string): void {
    const { running } = this.state.getState()
    if (data === CTRL_C) return this.#interrupt()
    if (data === CTRL_D && running) return this.#shell.type(null)
    if (data === CTRL_L) return this.#clear()
    if (data === '\t') return running ? undefined : this.#complete()
    this.#typing = edit(this.#typing, data)
    this.#draw()
  }

  #interrupt(): void {
    this.#print(`${this.state.getState().running ? '' : this.#prompt}${this.#typing.text}^C`)
    this.#begun = ''
    this.#ahead.length = 0
    this.#typing = fresh(this.#history)
    if (this.state.getState().running) this.#shell.interrupt()
    this.#draw()
  }

  #clear(): void {
    this.#terminal.write('\x1b[2J\x1b[3J\x1b[H')
    this.#row = 0
    this.#draw()
  }

  #complete(): void {
    const { line, cursor, choices } = complete(this.#typing.text, this.#typing.cursor, this.#shell.known())
    if (choices.length > 0) this.#print(...[this.#prompt + this.#typing.text, ...inColumns(choices, this.#terminal.cols)])
    this.#typing = { ...this.#typing, text: line, cursor }
    this.#draw()
  }

  get #history(): readonly string[] { return this.#shell.kept.store.getState().history }

  #enter(): void {
    const { text } = this.#typing, { running } = this.state.getState()
    this.#print((running ? '' : this.#prompt) + text)
    if (running && this.#shell.readsInput) this.#shell.type(text)
    else if (running) this.#ahead.push(text)
    this.#typing = fresh(this.#history)
    if (!running) this.#line(text)
    this.#draw()
  }

  #line(text: string): void {
    const line = this.#begun + text
    this.#begun = CONTINUED.test(line) ? line.slice(0, -1) : ''
    if (this.#begun) return
    this.#shell.remember(line)
    this.#typing = fresh(this.#history)
    if (line.trim() !== '') void this.#run(line)
  }

  async #run(line: string): Promise<void> {
    this.state.setState({ running: true })
    const code = await this.#shell.run(line, {
      help: this.#help(), clear: () => this.#clear(), word: said => worded(said, this.#words), line: (to, text) => this.#print(to === 'err' ? `${RED}${legible(text)}${PLAIN}` : legible(text)),
    })
    this.#code = code
    this.state.setState({ running: false })
    this.#draw()
    const next = this.#ahead.shift()
    if (next === undefined) return
    this.#typing = { ...fresh(this.#history), text: next, cursor: next.length }
    this.#enter()
  }

  #help(): readonly string[] {
    const own = this.#shell.commands.filter(command => !this.#shell.tools.includes(command)).join(' ')
    return [
      this.#words('terminal.tools'), ...this.#shell.tools.map(tool => `  ${tool}`), this.#words('terminal.small', { commands: own }), this.#words('terminal.hosts'),
    ]
  }

  get #prompt(): string {
    if (this.#begun) return '> '
    const { host } = this.#shell
    return this.#code === 0 ? `${host} $ ` : `${host} ${RED}[${this.#code}]${PLAIN} $ `
  }

  /** Lines above the one being typed. */
  #print(...lines: readonly string[]): void {
    this.#terminal.write(erased(this.#row) + lines.map(line => `${line}\r\n`).join(''))
    this.#row = 0
    if (this.state.getState().running) this.#draw()
  }

  #draw(): void {
    const prompt = this.state.getState().running ? '' : this.#prompt
    const { write, row } = drawn(prompt, widthOf(prompt.replaceAll(RED, '').replaceAll(PLAIN, '')), this.#typing.text, this.#typing.cursor, this.#terminal.cols)
    this.#terminal.write(erased(this.#row) + write)
    this.#row = row
  }
}

const worded = ({ is, ...values }: Said, words: Translate): string => words(`terminal.${is}`, values)

/** What a record holds must not steer the terminal. */
const legible = (text: string): string => text.replace(/[^\P{Cc}\t]/gu, '\ufffd')

const screens = new WeakMap<Shell, Screen>()
export function screenOf(shell: Shell, words: Translate): Screen {
  let screen = screens.get(shell)
  if (!screen) screens.set(shell, screen = new Screen(shell, words))
  return screen
}
