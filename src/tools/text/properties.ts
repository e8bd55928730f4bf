import { ToolException } from '../exception.ts'
import type { Options } from '../options/options.ts'
import type { Shell } from '../tool.ts'

/** `key=value` lines; `#` and `!` begin a comment (java.util.Properties, without its escapes). */
export function parseProperties(text: string): Record<string, string> {
  const entries = text.split('\n').map(line => line.trim()).filter(line => line !== '' && !/^[#!]/.test(line)).map(line => {
    const [, key, value] = /^([^=:\s]*)\s*[=:\s]?\s*(.*)$/.exec(line)!
    return [key!, value!] as const
  })
  return Object.fromEntries(entries)
}

/** The text of a file the command line names. */
export function fileText({ files }: Shell, name: string): string {
  const text = Object.hasOwn(files, name) ? files[name] : undefined
  if (text === undefined) throw new ToolException('java.nio.file.NoSuchFileException', name)
  return text
}

/** What an admin tool opens its client with: `--command-config`, then `--bootstrap-server`. */
export function adminConfigs(shell: Shell, options: Options, clientId?: string): Record<string, string> {
  const file = options.one('command-config')
  return {
    ...clientId !== undefined && { 'client.id': clientId },
    ...file !== undefined && parseProperties(fileText(shell, file)),
    'bootstrap.servers': options.one('bootstrap-server') ?? '',
  }
}
