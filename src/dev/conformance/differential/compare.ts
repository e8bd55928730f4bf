import { ZERO_UUID } from '../../../protocol/uuid.ts'

/*
 * Two answers to the same request, field by field. What no two clusters have alike is not compared: ids, times, addresses, what depends on when
 * somebody asked.
 */

type Any = Readonly<Record<string, unknown>>

/** Fields that differ from run to run; for these only whether there is anything is compared. */
const VOLATILE: ReadonlySet<string> = new Set([
  'clusterId', 'topicId', 'memberId', 'memberIds', 'leader', 'producerId', 'host', 'port', 'clientHost', 'logDir', 'directoryId',
    'replicaDirectoryId', 'nextCursor',
])
/** Fields that are not compared at all. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'throttleTimeMs', 'size', 'partitionSize', 'totalBytes', 'usableBytes', 'cordoned', 'logAppendTimeMs', 'lastFetchTimestamp',
    'lastCaughtUpTimestamp', 'finalizedFeaturesEpoch',
  'brokerEpoch', 'documentation', 'controllerId', 'leaderEpoch', 'partitionEpoch', 'highWatermark', 'logEndOffset', 'sessionId', 'lastTimestamp',
    'currentTxnStartOffset',
])
/** What the elements of an array are told apart by; they may come in any order. */
const NAMES = ['apiKey', 'name', 'topicName', 'topic', 'groupId', 'resourceType', 'resourceName', 'configName', 'partitionIndex', 'partitionId',
  'partition', 'index', 'nodeId', 'brokerId', 'id', 'key']

/** Where two answers differ: a path, what Kafka says, what we say. */
export function differences(kafka: unknown, ours: unknown, except: ReadonlySet<string> = new Set(), path = ''): string[] {
  if (Array.isArray(kafka) && Array.isArray(ours)) return arrays(kafka, ours, except, path)
  if (isStruct(kafka) && isStruct(ours))
    return [...new Set([...Object.keys(kafka), ...Object.keys(ours)])].filter(name => !LEFT_OUT.has(name) && !except.has(name))
      .flatMap(name => field(name, kafka[name], ours[name], except, path === '' ? name : `${path}.${name}`))
  const [theirs, mine] = [text(kafka), text(ours)]
  return theirs === mine ? [] : [`${path}: Kafka ${theirs}, here ${mine}`]
}

function field(name: string, kafka: unknown, ours: unknown, except: ReadonlySet<string>, path: string): string[] {
  if (!VOLATILE.has(name) || isStruct(kafka) || Array.isArray(kafka)) return differences(kafka, ours, except, path)
  return isSomething(kafka) === isSomething(ours) ? [] : [`${path}: Kafka ${text(kafka)}, here ${text(ours)}`]
}

function arrays(kafka: readonly unknown[], ours: readonly unknown[], except: ReadonlySet<string>, path: string): string[] {
  if (!kafka.every(isStruct) || !ours.every(isStruct)) {
    const [theirs, mine] = [text(kafka), text(ours)]
    return theirs === mine ? [] : [`${path}: Kafka ${theirs}, here ${mine}`]
  }
  const [theirs, mine] = [byName(kafka as Any[], except), byName(ours as Any[], except)]
  return [...new Set([...theirs.keys(), ...mine.keys()])].flatMap(key => {
    if (!theirs.has(key)) return [`${path}[${key}]: here alone`]
    if (!mine.has(key)) return [`${path}[${key}]: Kafka alone`]
    return differences(theirs.get(key), mine.get(key), except, `${path}[${key}]`)
  })
}

/** By what tells them apart; those that nothing tells apart, by their place. */
function byName(structs: readonly Any[], except: ReadonlySet<string>): Map<string, Any> {
  const keyed = new Map<string, Any>()
  structs.forEach((struct, i) => {
    const key = NAMES.filter(name => !except.has(name) && (struct[name] ?? null) !== null).map(name => text(struct[name])).join(' ')
    keyed.set(key === '' || keyed.has(key) ? `${key}#${i}` : key, struct)
  })
  return keyed
}

const isStruct = (value: unknown): value is Any =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && !Array.isArray(value)
const NOTHINGS: ReadonlySet<unknown> = new Set([undefined, null, '', -1, ZERO_UUID])
const isSomething = (value: unknown): boolean => !NOTHINGS.has(value)
const text = (value: unknown): string => JSON.stringify(value, (_, each: unknown) =>
  typeof each === 'bigint' ? String(each) : each instanceof Uint8Array ? Buffer.from(each).toString('hex') : each) ?? 'nothing'
