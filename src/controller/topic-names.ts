/** What Kafka takes for a topic's name (org.apache.kafka.common.internals.Topic), and what is wrong with another. */
export function invalidTopicName(name: string): string | null {
  const wrong = (why: string): string => `Topic name is invalid: ${why}`
  if (name === '') return wrong('the empty string is not allowed')
  if (name === '.' || name === '..') return wrong(`'${name}' is not allowed`)
  if (name.length > MAX_LENGTH) return wrong(`the length of '${name}' is longer than the max allowed length ${MAX_LENGTH}`)
  if (!/^[a-zA-Z0-9._-]+$/.test(name)) return wrong(`'${name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'`)
  return null
}
const MAX_LENGTH = 249

/** Names that differ only in dots and underscores would be one metric. */
export const normalized = (name: string): string => name.replaceAll('.', '_')
