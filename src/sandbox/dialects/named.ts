import * as confluent from './confluent.ts'
import * as kafkajs from './kafkajs.ts'
import type { Option } from './option.ts'

const dialects = { kafkajs, confluent }

/** An option by its name, of whichever client: where two have it, it means the same. Not those that only the library itself sets. */
export function optionNamed(dialect: keyof typeof dialects, name: string): Option | null {
  const { kafka, producer, consumer } = dialects[dialect]
  const option = [kafka, producer, consumer].flatMap(table => Object.hasOwn(table, name) ? [table[name]!] : [])[0]
  return option && !option.fixed ? option : null
}

/** What a dialect's library does about a config of Java's when nobody says; null: as Java. */
export function standardOf(dialect: keyof typeof dialects, kind: 'kafka' | 'producer' | 'consumer', java: string): string | null {
  return Object.values(dialects[dialect][kind]).find(option => option.java === java)?.standard ?? null
}
