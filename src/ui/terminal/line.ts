/** How many columns a text takes: Hangul, kana, Han and full forms take two. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, char) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(char) ? 2 : 1), 0)

const up = (rows: number): string => rows > 0 ? `\x1b[${rows}A` : ''
const right = (columns: number): string => columns > 0 ? `\x1b[${columns}C` : ''

/** Goes from the cursor's row to where the line begins, and takes all of it away. */
export const erased = (row: number): string => `${up(row)}\r\x1b[J`

/**
 * A prompt and the line behind it, with the cursor in its place, over as many rows as it takes.
 * `promptWidth` in columns: a prompt holds colours. Gives what to write, and the row the cursor is in then.
 */
export function drawn(prompt: string, promptWidth: number, text: string, cursor: number, columns: number): { write: string; row: number } {
  const end = promptWidth + widthOf(text), at = promptWidth + widthOf(text.slice(0, cursor))
  const row = Math.floor(at / columns)
  // a row that is just full goes over into the next only with its next character
  const over = end > 0 && end % columns === 0 ? ' \r' : ''
  return { write: `${prompt}${text}${over}${up(Math.floor(end / columns) - row)}\r${right(at % columns)}`, row }
}

/** Choices side by side, as a shell lists them. */
export function inColumns(choices: readonly string[], columns: number): string[] {
  const width = Math.max(...choices.map(widthOf)) + 2
  const across = Math.max(1, Math.floor(columns / width))
  return Array.from({ length: Math.ceil(choices.length / across) }, (_, i) =>
    choices.slice(i * across, (i + 1) * across).map(each => each.padEnd(width)).join('').trimEnd())
}
