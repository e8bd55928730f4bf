import type { Level } from '../env/domain-event.ts'
import type { Plain } from '../env/process.ts'
import { Errors } from '../protocol/errors.ts'
import type { AlterLoggers, Refused } from './config-changes.ts'

/** Least first (Log4j). */
const LEVELS: readonly Level[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']
const ROOT = 'root'

/** The loggers of a server, by class, and those its log4j2.yaml gives a level. */
const NAMES = [
  'kafka', 'kafka.authorizer.logger', 'kafka.cluster.Partition', 'kafka.log.LogManager', 'kafka.network.RequestChannel$', 'kafka.request.logger',
  'kafka.server.BrokerServer', 'kafka.server.DefaultAlterPartitionManager', 'kafka.server.DefaultAutoTopicCreationManager',
  'kafka.server.KafkaApis', 'kafka.server.KafkaRaftServer', 'kafka.server.RPCProducerIdManager', 'kafka.server.ReplicaFetcherManager',
  'kafka.server.ReplicaFetcherThread', 'kafka.server.ReplicaManager', 'org.apache.kafka', 'org.apache.kafka.controller',
  'org.apache.kafka.controller.BrokerHeartbeatManager', 'org.apache.kafka.controller.ClusterControlManager',
  'org.apache.kafka.controller.ConfigurationControlManager', 'org.apache.kafka.controller.PeriodicTaskControlManager',
  'org.apache.kafka.controller.ProducerIdControlManager', 'org.apache.kafka.controller.QuorumController',
  'org.apache.kafka.controller.ReplicationControlManager', 'org.apache.kafka.coordinator.common.runtime.CoordinatorRuntime',
  'org.apache.kafka.coordinator.group.GroupCoordinatorShard', 'org.apache.kafka.coordinator.group.GroupMetadataManager',
  'org.apache.kafka.server.BrokerLifecycleManager', 'org.apache.kafka.storage.internals.log.LogCleaner',
  'org.apache.kafka.storage.internals.log.LogDirFailureChannel', 'org.apache.kafka.storage.internals.log.UnifiedLog', ROOT, 'state.change.logger',
] as const

/** Kafka's log4j2.yaml. Lost when the process ends, as any level set since. */
const AT_START: readonly (readonly [name: string, level: Level])[] = [
  [ROOT, 'INFO'], ['kafka', 'INFO'], ['org.apache.kafka', 'INFO'], ['kafka.request.logger', 'WARN'], ['kafka.network.RequestChannel$', 'WARN'],
  ['org.apache.kafka.controller', 'INFO'], ['org.apache.kafka.storage.internals.log.LogCleaner', 'INFO'], ['state.change.logger', 'INFO'],
  ['kafka.authorizer.logger', 'INFO'],
]

/** AlterConfigOp.OpType. */
const SET = 0, DELETE = 1
const NOT_ALLOWED: Readonly<Record<number, string>> = { 2: 'APPEND operation', 3: 'SUBTRACT operation' }
type Change = Parameters<AlterLoggers>[0][number]

/** Which lines a server logs, and how that is changed while it runs (LoggingController, RuntimeLoggerManager; KIP-412). */
export class Loggers {
  #levels = new Map<string, Level>(AT_START)

  /** Every logger with the level in force. */
  list(): { name: string; level: Level }[] { return NAMES.map(name => ({ name, level: this.levelOf(name) })) }

  /** Its own level, or that of the nearest logger above it: `kafka.server` for `kafka.server.KafkaApis`, and so on to the root. */
  levelOf(logger: string): Level {
    for (let name = fullName(logger); name !== ''; name = name.slice(0, Math.max(name.lastIndexOf('.'), 0))) {
      const level = this.#levels.get(name)
      if (level) return level
    }
    return this.#levels.get(ROOT)!
  }

  logs(level: Level, logger: string): boolean { return LEVELS.indexOf(level) >= LEVELS.indexOf(this.levelOf(logger)) }

  /** All changes or none. */
  alter(changes: readonly Change[], validateOnly: boolean): Refused | null {
    for (const change of changes) {
      const wrong = wrongChange(change)
      if (wrong) return wrong
    }
    if (!validateOnly) for (const { name, configOperation, value } of changes) {
      if (configOperation === DELETE) this.#levels.delete(name)
      else this.#levels.set(name, value as Level)
    }
    return null
  }

  save(): Plain { return [...this.#levels] }
  load(saved: Plain): void { this.#levels = new Map(saved as [string, Level][]) }
}

const isLogger = (name: string): boolean => (NAMES as readonly string[]).includes(name)
/** Some lines are logged under a class's name alone. */
const fullName = (logger: string): string => isLogger(logger) ? logger : NAMES.find(name => name.endsWith(`.${logger}`)) ?? logger

function wrongChange({ name, configOperation, value }: Change): Refused | null {
  if (configOperation !== SET && configOperation !== DELETE) {
    return request(`${NOT_ALLOWED[configOperation] ?? `Unknown operation type ${configOperation}`} is not allowed for the BROKER_LOGGER resource`)
  }
  if (!isLogger(name)) return config(`Logger ${name} does not exist!`)
  if (configOperation === DELETE) return name === ROOT ? request(`Removing the log level of the ${ROOT} logger is not allowed`) : null
  return (LEVELS as readonly unknown[]).includes(value) ? null : config(
    `Cannot set the log level of ${name} to ${value} as it is not a supported log level. Valid log levels are ${[...LEVELS].sort().join(', ')}`,
  )
}

const request = (message: string): Refused => ({ code: Errors.INVALID_REQUEST, message })
const config = (message: string): Refused => ({ code: Errors.INVALID_CONFIG, message })
