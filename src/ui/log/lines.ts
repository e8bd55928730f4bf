import type { Told } from '../../world/view.ts'
import { clock } from '../format.ts'
import type { Line } from '../inspect/table-text.ts'

export type LogLine = Extract<Told, { is: 'log.line' | 'console' }>

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const
/** A level and all above it. */
export const levelsFrom = (level: string): readonly string[] => LEVELS.slice(Math.max(0, LEVELS.indexOf(level as 'INFO')))

/** All words of the query, in the text, the logger or the process's name. */
export const matches = (line: LogLine, query: string): boolean => {
  const hay = `${line.process} ${line.is === 'log.line' ? line.logger : ''} ${line.text}`.toLowerCase()
  return query.toLowerCase().split(/\s+/).every(word => hay.includes(word))
}
/** As Kafka's layout prints it, `[time] LEVEL text (logger)`, with the world's clock and the process before it. */
export const plain = (line: LogLine): string => line.is === 'log.line'
  ? `[${clock(line.at)}] ${line.process} ${line.level} ${line.text} (${line.logger})`
  : `[${clock(line.at)}] ${line.process} ${line.text}`
/** The same as a line of a table. */
export const lineOf = (line: LogLine): Line => ({
  at: clock(line.at), process: line.process, level: line.level, logger: line.is === 'log.line' ? line.logger : null, text: line.text,
})
