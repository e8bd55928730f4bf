import * as confluent from './confluent.ts'
import * as kafkajs from './kafkajs.ts'
import { OptionError, toJava, type JavaConfig } from './option.ts'

type Given = Readonly<Record<string, unknown>>
export interface ClientOptions { dialect: 'kafkajs' | 'confluent'; kafka: Given; options: Given }

/** Java's config for a client a script made, in whichever dialect. Throws `OptionError` on what it does not know. */
export function clientConfig(kind: 'producer' | 'consumer' | 'admin', { dialect, kafka, options }: ClientOptions): JavaConfig {
  if (dialect === 'kafkajs') return {
    ...toJava(kafkajs.kafka, kafka, 'new Kafka'),
    ...(kind === 'admin' ? {} : toJava(kafkajs[kind], options, kind)),
  }
  return {
    ...toJava(confluent.kafka, inside(kafka), 'new KafkaJS.Kafka'), ...confluent.beside(kafka),
    ...(kind === 'admin' ? {} : toJava(confluent[kind], inside(options), kind)), ...confluent.beside(options),
  }
}

function inside(given: Given): Given {
  const nested = given['kafkaJS'] ?? {}
  if (typeof nested !== 'object') throw new OptionError('kafkaJS must be an object of options')
  return nested as Given
}

export { OptionError } from './option.ts'
export type { JavaConfig } from './option.ts'
