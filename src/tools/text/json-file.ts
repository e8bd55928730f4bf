import { operationFailed } from '../exception.ts'
import type { Shell } from '../tool.ts'
import { fileText } from './properties.ts'

/** A JSON object in a file the command line names; null where the text is no JSON. */
export function jsonFile(shell: Shell, name: string): Readonly<Record<string, unknown>> | null {
  const text = fileText(shell, name)
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value as Record<string, unknown> : null
  } catch {
    return null
  }
}

export interface JsonPartition { readonly topic: string; readonly partition: number; readonly offset?: number }

/** `{"partitions": [{"topic": …, "partition": …}]}`: what elections and deletions read. */
export function partitionsIn(value: Readonly<Record<string, unknown>> | null): JsonPartition[] {
  if (value === null) throw operationFailed('The input string is not a valid JSON')
  const { partitions } = value
  if (!Array.isArray(partitions)) throw operationFailed('Missing partitions field')
  return partitions.map((each: Partial<JsonPartition> | null) => {
    if (typeof each?.topic !== 'string' || typeof each.partition !== 'number') throw operationFailed('Topic partition fields are missing or not of their type')
    return each as JsonPartition
  })
}
