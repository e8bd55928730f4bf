import type { Shell } from '../tool.ts'
import type { GroupOptions } from './options.ts'

/** Whether brokers would take a regular expression; they go by RE2, whose words of refusal these are. */
export function validateRegex(shell: Shell, { options }: GroupOptions): void {
  const text = options.one('validate-regex')!
  const why = mistakeIn(text)
  shell.out(`The regular expression \`${text}\` is ${why === null ? 'valid.' : `invalid: ${why}.`}`)
}

function mistakeIn(text: string): string | null {
  try {
    ''.search(new RegExp(text, 'u'))
    return null
  } catch {
    const bare = text.replace(/\\./g, '')
    const opened = bare.split('(').length - bare.split(')').length
    return opened > 0 ? 'missing closing )' : opened < 0 ? 'unexpected )' : 'invalid or unsupported Perl syntax'
  }
}
