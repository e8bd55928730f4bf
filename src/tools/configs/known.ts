import { brokerDefinitions, topicDefinitions, type Definitions } from '../../metadata/configs/definitions.ts'

/** Kafka's default of a config of a topic or a broker: as text, null when it has none. Undefined: there is no such config. */
export function standardOf(of: 'topic' | 'broker', name: string): string | null | undefined {
  const definitions: Definitions = of === 'topic' ? topicDefinitions : brokerDefinitions, found = definitions.get(name)
  return found?.internal ? undefined : found?.fallback
}
