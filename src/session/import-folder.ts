import type { AdminCommand } from '../client/admin/operations.ts'
import type { Matcher } from '../host/matcher.ts'
import { ADMIN } from '../host/perform.ts'
import type { ForeignFolder, ForeignGroup, ForeignPartition } from '../world/import/folder.ts'
import { placements, type Place } from '../world/import/placement.ts'
import type { AdminView, ClusterView } from '../world/view.ts'
import { brokerProcess, brokerRuns, partitionId, serverView } from '../world/view-helpers.ts'
import type { ResultOf } from './ask-cluster.ts'
import type { Terrarium } from './terrarium.ts'

/*
 * A foreign folder comes into a cluster as an operator would bring it: topics are created, their brokers stopped, segments copied into
 * the log directories of all replicas, brokers started, commits made. Each of it is an action or a real request.
 */

export type ImportStep = 'topics' | 'stopping' | 'copying' | 'starting' | 'commits'
export interface Imported {
  readonly partitions: number
  readonly records: number
  /** Groups whose commits were written, and the one Kafka refused, in its words. */
  readonly groups: readonly { readonly group: string; readonly refusal: string | null }[]
}
/** Why it did not come to its end. `said`: in Kafka's words. */
export type ImportRefusal =
  | { readonly is: 'refused'; readonly said: string }
  /** A machine that has no room for it. */
  | { readonly is: 'no-room'; readonly machine: string }
  /** No broker is there to take it, or none answers. */
  | { readonly is: 'no-answer' }
  /** The brokers did not come back in time. */
  | { readonly is: 'not-back' }

export class ImportStopped extends Error {
  readonly refusal: ImportRefusal
  constructor(refusal: ImportRefusal) {
    super(`The import has stopped: ${JSON.stringify(refusal)}`)
    this.name = 'ImportStopped'
    this.refusal = refusal
  }
}

/** World time each wait may take, in µs. */
const ANSWER_WITHIN = 60_000_000, STOP_WITHIN = 60_000_000, BACK_WITHIN = 180_000_000
/** As many replicas as Kafka's own internal topics have. */
const REPLICAS = 3

type World = Pick<Terrarium, 'view' | 'act' | 'run'>

export async function importFolder({ partitions, groups }: ForeignFolder, world: World, told: (step: ImportStep) => void): Promise<Imported> {
  if (partitions.length > 0) {
    told('topics')
    await createTopics(partitions, world)
    await whileDown(partitions, world, told)
    await deleteWhatWas(partitions, world)
  }
  const known = groups.map(group => knownOf(group, world)).filter(({ commits }) => commits.length > 0)
  if (known.length > 0) told('commits')
  const done: { group: string; refusal: string | null }[] = []
  for (const group of known) done.push({ group: group.group, refusal: await commit(group, world) })
  return { partitions: partitions.length, records: partitions.reduce((sum, each) => sum + each.records, 0), groups: done }
}

/** Refused as a whole, before anything is done, when one of the topics cannot be. `retention.ms`: the records are of another time. */
async function createTopics(partitions: readonly ForeignPartition[], world: World): Promise<void> {
  await allJoined(world)
  const view = viewOf(world), brokers = Object.keys(view.metadata.brokers).map(Number).filter(id => brokerRuns(view, id))
  if (brokers.length === 0) throw new ImportStopped({ is: 'no-answer' })
  ensureRoom(partitions, brokers, view)
  const counts = new Map<string, number>()
  for (const { topic, partition } of partitions) counts.set(topic, Math.max(counts.get(topic) ?? 0, partition + 1))
  const topics = [...counts].map(([name, count]) =>
    ({ name, partitions: count, replicationFactor: Math.min(REPLICAS, brokers.length), configs: { 'retention.ms': '-1' } }))
  for (const validateOnly of [true, false]) {
    const made = await ask({ do: 'createTopics', topics, validateOnly }, world)
    const refused = made.find(each => each.error !== null)
    if (refused) throw new ImportStopped({ is: 'refused', said: refused.message ?? refused.error! })
  }
  await until(led([...counts]), ANSWER_WITHIN, world, { is: 'no-answer' })
}

/** In a cluster that is coming up, topics that are made too early have fewer replicas than there are brokers. One that is cut off is not waited for longer. */
async function allJoined(world: World): Promise<void> {
  const brokers = Object.values(viewOf(world).processes).flatMap(process => process.state === 'up' ? serverView(process) ?? [] : [])
    .filter(({ roles }) => roles.includes('broker'))
  const joined = brokers.map(({ nodeId }): Matcher => ({ path: ['metadata', 'brokers', nodeId, 'fenced'], equals: false }))
  if (joined.length > 0) await world.run({ until: { all: joined }, for: ANSWER_WITHIN })
}

/** All partitions have a leader; their replicas need not have caught up. */
const led = (topics: readonly (readonly [string, number])[]): Matcher => ({
  all: topics.flatMap(([topic, count]) => Array.from({ length: count }, (_, partition): Matcher =>
    ({ path: ['metadata', 'topics', topic, 'partitions', partition, 'leader'], atLeast: 0 }))),
})

/** Stops every broker that has a replica, puts the files there, and starts them again, whatever happens in between. */
async function whileDown(partitions: readonly ForeignPartition[], world: World, told: (step: ImportStep) => void): Promise<void> {
  const brokers = [...new Set(partitions.flatMap(each => replicasOf(each, viewOf(world))))].sort((a, b) => a - b)
  const processes = brokers.flatMap(id => brokerProcess(viewOf(world), id) ?? []).filter(({ state }) => state !== 'down').map(({ name }) => name)
  told('stopping')
  try {
    await stop(processes, world)
    told('copying')
    for (const partition of partitions) await copy(partition, world)
  } finally {
    told('starting')
    for (const process of processes) await world.act({ do: 'process.start', process })
  }
  await until({ all: partitions.map(each => served(each)) }, BACK_WITHIN, world, { is: 'not-back' })
}

const replicasOf = ({ topic, partition }: ForeignPartition, { metadata }: ClusterView): readonly number[] =>
  metadata.topics[topic]!.partitions[partition]!.replicas
const homesOf = (partition: ForeignPartition, view: ClusterView): Place['homes'] =>
  replicasOf(partition, view).map(id => brokerProcess(view, id)!).map(process => {
    const server = serverView(process)!, replica = server.replicas[`${partition.topic}-${partition.partition}`]
    return { machine: process.machine, logDir: replica?.logDir ?? server.logDir }
  })

/** On every broker that may be given a replica. */
function ensureRoom(partitions: readonly ForeignPartition[], brokers: readonly number[], view: ClusterView): void {
  const needed = partitions.reduce((sum, each) => sum + each.bytes, 0)
  for (const machine of brokers.map(id => brokerProcess(view, id)!.machine)) {
    const { usedBytes, capBytes } = view.machines[machine]!.disk
    if (usedBytes + needed > capBytes) throw new ImportStopped({ is: 'no-room', machine })
  }
}

/** As SIGTERM does it; one that does not come to its end is killed. */
async function stop(processes: readonly string[], world: World): Promise<void> {
  if (processes.length === 0) return
  const down: Matcher = { all: processes.map((process): Matcher => ({ path: ['processes', process, 'state'], equals: 'down' })) }
  for (const process of processes) await world.act({ do: 'process.stop', process })
  if ((await world.run({ until: down, for: STOP_WITHIN })).met) return
  for (const process of processes) await world.act({ do: 'process.kill', process })
  await until(down, STOP_WITHIN, world, { is: 'no-answer' })
}

async function copy(partition: ForeignPartition, world: World): Promise<void> {
  const view = viewOf(world), { topicId, partitions } = view.metadata.topics[partition.topic]!
  const place = { topicId, leaderEpoch: partitions[partition.partition]!.epoch, homes: homesOf(partition, view) }
  for (const action of placements(partition, place)) await world.act(action)
}

/** Some replica, its leader, has all of it below the high watermark again. */
const served = ({ topic, partition, end }: ForeignPartition): Matcher => ({
  all: [
    { path: ['metadata', 'topics', topic, 'partitions', partition, 'leader'], atLeast: 0 },
    { path: ['replicas', partitionId(topic, partition), '*', 'hw'], atLeast: end },
  ],
})

/** A log that began inside its first segment begins there again: what is before was deleted, and is by a real DeleteRecords. */
async function deleteWhatWas(partitions: readonly ForeignPartition[], world: World): Promise<void> {
  const before = partitions.filter(({ start, segments }) => start > segments[0]!.baseOffset)
    .map(({ topic, partition, start }) => ({ topic, partition, offset: start }))
  if (before.length === 0) return
  const refused = (await ask({ do: 'deleteRecords', before }, world)).find(each => each.error !== null)
  if (refused) throw new ImportStopped({ is: 'refused', said: refused.message ?? refused.error! })
}

/** Commits for topics that are not here, and were not in the folder, have nothing to be for. */
function knownOf({ group, commits }: ForeignGroup, world: World): ForeignGroup {
  const { topics } = viewOf(world).metadata
  return { group, commits: commits.filter(({ topic, partition }) => topics[topic]?.partitions[partition] !== undefined) }
}

/** Real OffsetCommit requests, which write real commit records. Gives Kafka's refusal. */
async function commit({ group, commits }: ForeignGroup, world: World): Promise<string | null> {
  const answers = await ask({ do: 'alterGroupOffsets', group, offsets: commits }, world)
  const refused = answers.find(each => each.error !== null)
  return refused ? refused.message ?? refused.error : null
}

/** Asks through the world's admin process, and lets the world go on until it is answered. */
async function ask<C extends AdminCommand>(command: C, world: World): Promise<ResultOf<C>> {
  const tag = `import at ${viewOf(world).now}`
  await world.act({ do: 'process.command', process: ADMIN, command: { tag, command } })
  await until({ path: ['processes', ADMIN, 'view', 'answers', '*', 'tag'], equals: tag }, ANSWER_WITHIN, world, { is: 'no-answer' })
  const { answers } = viewOf(world).processes[ADMIN]!.view as AdminView
  const { result, error, message } = answers.findLast(each => each.tag === tag)!
  if (error !== null) throw new ImportStopped({ is: 'refused', said: message ?? error })
  return result as ResultOf<C>
}

async function until(matcher: Matcher, atMost: number, world: World, otherwise: ImportRefusal): Promise<void> {
  if (!(await world.run({ until: matcher, for: atMost })).met) throw new ImportStopped(otherwise)
}

function viewOf(world: World): ClusterView {
  const view = world.view()
  if (!view) throw new ImportStopped({ is: 'no-answer' })
  return view
}
