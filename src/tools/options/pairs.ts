import { illegalArgument } from '../exception.ts'

/** `key=value` arguments, one a time an option is given (CommandLineUtils.parseKeyValueArgs). */
export function keyValues(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(texts.filter(text => text !== '').map(text => {
    const at = text.indexOf('=')
    if (at <= 0) throw illegalArgument(`Missing value for key ${text}`)
    return [text.slice(0, at), text.slice(at + 1)]
  }))
}
