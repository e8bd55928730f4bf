import { commonKeys } from '../client/config/common.ts'
import type { ConfigKeys } from '../client/config/config-def.ts'
import { consumerKeys } from '../client/config/consumer.ts'
import { producerKeys } from '../client/config/producer.ts'
import { javaName } from '../sandbox/dialects/confluent.ts'
import { optionNamed, standardOf } from '../sandbox/dialects/named.ts'
import { standardOf as serverStandard } from '../tools/configs/known.ts'

/** Whose config it is; `client`: every client has it. */
export type ConfigOf = 'client' | 'producer' | 'consumer' | 'topic' | 'broker'
export interface KnownConfig {
  readonly name: string
  readonly of: ConfigOf
  /** Kafka's default; null: none, undefined: it has to be given. */
  readonly standard: string | null | undefined
  /** What the script's own package has in its place. */
  readonly own: string | null
}
/** What a name in a script or a `server.properties` stands for. */
export type Known =
  | { readonly is: 'configs'; readonly configs: readonly KnownConfig[] }
  /** Understood, and nothing here follows from it. */
  | { readonly is: 'ignored' }
  | { readonly is: 'refused'; readonly why: string }

export type Dialect = 'kafkajs' | 'confluent'
/** Which package a script speaks to. */
export const dialectOf = (source: string): Dialect => source.includes('@confluentinc/kafka-javascript') ? 'confluent' : 'kafkajs'

/** Options of calls, not of clients, by the config they stand for. */
const OF_CALLS: Readonly<Record<string, string>> = {
  acks: 'acks', compression: 'compression.type', fromBeginning: 'auto.offset.reset', autoCommit: 'enable.auto.commit', autoCommitInterval: 'auto.commit.interval.ms',
  numPartitions: 'num.partitions', replicationFactor: 'default.replication.factor',
}

/** An option as packages name it (`idempotent`). */
export function knownOption(name: string, dialect: Dialect): Known | null {
  const option = optionNamed(dialect, name)
  if (option?.refused) return { is: 'refused', why: option.refused }
  if (option?.java === null) return { is: 'ignored' }
  const java = option?.java ?? (Object.hasOwn(OF_CALLS, name) ? OF_CALLS[name]! : null)
  return java === null ? null : first(clientsOf(java, dialect), serverOf('broker', java))
}

/** A config by Kafka's name between quotes: a topic's, and beside `kafkaJS` a client's, where librdkafka calls some otherwise. A broker's, when it is neither. */
export const knownName = (name: string, dialect: Dialect): Known | null =>
  first([...dialect === 'confluent' ? clientsOf(javaName(name), dialect) : [], ...serverOf('topic', name)], serverOf('broker', name))

/** A line of a `server.properties`. */
export const knownProperty = (name: string): Known | null => first(serverOf('broker', name))

const first = (...found: readonly (readonly KnownConfig[])[]): Known | null => {
  const configs = found.find(each => each.length > 0)
  return configs ? { is: 'configs', configs } : null
}

const serverOf = (of: 'topic' | 'broker', name: string): KnownConfig[] => {
  const standard = serverStandard(of, name)
  return standard === undefined ? [] : [{ name, of, standard, own: null }]
}

const CLIENTS: readonly { of: 'client' | 'producer' | 'consumer'; keys: ConfigKeys; table: 'kafka' | 'producer' | 'consumer' }[] = [
  { of: 'client', keys: commonKeys, table: 'kafka' }, { of: 'producer', keys: producerKeys, table: 'producer' }, { of: 'consumer', keys: consumerKeys, table: 'consumer' },
]

/** What all have is said once. */
function clientsOf(name: string, dialect: Dialect): KnownConfig[] {
  const found = CLIENTS.flatMap(({ of, keys, table }): KnownConfig[] => {
    const key = Object.values(keys).find(each => each.name === name), own = standardOf(dialect, table, name)
    return key ? [{ name, of, standard: key.standard, own: own === key.standard ? null : own }] : []
  })
  return found[0]?.of === 'client' ? [found[0]] : found
}
