import type { ITheme } from '@xterm/xterm'

const TOKENS = {
  background: '--raised', foreground: '--ink', cursor: '--accent', cursorAccent: '--raised', selectionBackground: '--accent-wash', selectionForeground: '--ink',
  red: '--lost', green: '--leader', yellow: '--lagging-edge', blue: '--accent',
} satisfies Partial<Record<keyof ITheme, string>>

/** The page's own colours, as the document wears them now. */
export function pageTheme(): ITheme {
  const style = getComputedStyle(document.documentElement)
  return Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, style.getPropertyValue(token).trim()]))
}
