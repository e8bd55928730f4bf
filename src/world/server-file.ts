import type { Action } from './action.ts'
import { CLUSTER_ID } from './topology.ts'

/*
 * A broker's `server.properties` as a person edits it. Kafka reads it when it starts, and never again: what is read-only takes a restart.
 */

export const isServerFile = (file: string): boolean => file.endsWith('.properties')

/** `name=value` lines; empty ones and those that begin with # say nothing. */
export const parseServerFile = (text: string): Record<string, string> => Object.fromEntries(text.split('\n').map(line => line.trim())
  .filter(line => line !== '' && !line.startsWith('#'))
  .map((line): [string, string] => {
    const at = line.indexOf('=')
    return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()]
  }))

/** The process that a file is for, by its `node.id`. */
export const serverOf = (text: string): string => `broker-${parseServerFile(text)['node.id'] ?? ''}`

/** Stops the broker politely and starts it with these properties. */
export const restartActions = (text: string): Action[] => [
  { do: 'process.stop', process: serverOf(text) },
  { do: 'process.start', process: serverOf(text), args: { properties: parseServerFile(text), clusterId: CLUSTER_ID } },
]
