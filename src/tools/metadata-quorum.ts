import type { MetadataQuorum, QuorumReplica } from '../client/admin/describe-metadata-quorum.ts'
import { ToolExit } from './options/exit.ts'
import { misunderstood, parseArguments, type Grammar } from './options/arguments.ts'
import type { Options } from './options/options.ts'
import { adminConfigs } from './text/properties.ts'
import { ask, connect, refusable, type Shell, type Telling, type Tool } from './tool.ts'

const grammar: Grammar = {
  prog: 'kafka-metadata-quorum',
  usage: `usage: kafka-metadata-quorum [-h] [--command-config COMMAND_CONFIG]
                             (--bootstrap-server BOOTSTRAP_SERVER |
                             --bootstrap-controller BOOTSTRAP_CONTROLLER)
                             {describe,add-controller,remove-controller}
                             ...`,
  help: `This tool describes kraft metadata quorum status.

positional arguments:
  {describe,add-controller,remove-controller}
    describe             Describe the metadata quorum info
    add-controller       Add a controller to the KRaft controller cluster
    remove-controller    Remove a controller from the KRaft controller cluster`,
  values: ['bootstrap-server', 'command-config'],
  flags: ['status', 'replication', 're', 'human-readable', 'hr'],
}
const NO_DIRECTORY = 'AAAAAAAAAAAAAAAAAAAAAA'

/** kafka-metadata-quorum.sh (MetadataQuorumCommand), its `describe`: the quorum of controllers as its leader sees it (KIP-836). */
export const metadataQuorum: Tool = shell => refusable(shell, run(shell), 'message')

function* run(shell: Shell): Telling<void> {
  const options = parse(shell)
  yield* connect(adminConfigs(shell, options))
  const quorum = yield* ask({ do: 'describeMetadataQuorum' })
  for (const line of options.has('status') ? statusLines(quorum, (yield* ask({ do: 'describeCluster' })).clusterId)
    : replicationLines(quorum, options.has('human-readable') || options.has('hr') ? shell.wall() : null)) shell.out(line)
}

function parse(shell: Shell): Options {
  const options = parseArguments(shell, grammar), [command] = options.rest
  if (command === undefined) return misunderstood(shell, grammar, 'too few arguments')
  if (!options.has('bootstrap-server')) return misunderstood(shell, grammar, 'one of the arguments --bootstrap-server --bootstrap-controller is required')
  if (command !== 'describe') return misunderstood(shell, grammar, `invalid choice: '${command}' (choose from 'describe')`)
  if (options.has('status') === (options.has('replication') || options.has('re'))) {
    shell.err(options.has('status') ? 'Only one of --status or --replication should be specified with describe sub-command'
      : 'One of --status or --replication must be specified with describe sub-command')
    throw new ToolExit(1)
  }
  return options
}

function statusLines({ leaderId, leaderEpoch, highWatermark, voters, observers, nodes }: MetadataQuorum, clusterId: string): string[] {
  const leader = voters.find(({ id }) => id === leaderId)!, followers = voters.filter(({ id }) => id !== leaderId)
  const slowest = followers.reduce((least, { logEndOffset }) => Math.min(least, logEndOffset), leader.logEndOffset)
  const times = followers.map(({ lastCaughtUpTimestamp }) => lastCaughtUpTimestamp)
  const lagMs = followers.length === 0 ? 0 : times.includes(null) || leader.lastCaughtUpTimestamp === null ? -1
    : leader.lastCaughtUpTimestamp - Math.min(...times as number[])
  const facts: [string, string | number][] = [
    ['ClusterId', clusterId], ['LeaderId', leaderId], ['LeaderEpoch', leaderEpoch], ['HighWatermark', highWatermark],
    ['MaxFollowerLag', leader.logEndOffset - slowest], ['MaxFollowerLagTimeMs', lagMs],
    ['CurrentVoters', listOf(voters, nodes)], ['CurrentObservers', listOf(observers, nodes)],
  ]
  return facts.map(([name, value]) => `${name}:`.padEnd(24) + value)
}

function listOf(replicas: readonly QuorumReplica[], nodes: MetadataQuorum['nodes']): string {
  return `[${replicas.map(({ id, directoryId }) => {
    const endpoints = nodes.find(node => node.id === id)?.endpoints.map(({ name, host, port }) => `"${name}://${host}:${port}"`) ?? []
    const directory = directoryId === NO_DIRECTORY ? '' : `, "directoryId": "${directoryId}"`
    return `{"id": ${id}${directory}${endpoints.length === 0 ? '' : `, "endpoints": [${endpoints.join(', ')}]`}}`
  }).join(', ')}]`
}

/** `now`: ages instead of times. */
function replicationLines({ leaderId, voters, observers }: MetadataQuorum, now: number | null): string[] {
  const leader = voters.find(({ id }) => id === leaderId)!
  const ageOf = (at: number | null): string => at === null ? '-1' : now === null ? String(at) : `${now - at} ms ago`
  const row = (status: string) => (each: QuorumReplica): string[] => [
    String(each.id), each.directoryId, String(each.logEndOffset), String(leader.logEndOffset - each.logEndOffset),
    ageOf(each.lastFetchTimestamp), ageOf(each.lastCaughtUpTimestamp), status,
  ]
  const rows = [
    ['NodeId', 'DirectoryId', 'LogEndOffset', 'Lag', 'LastFetchTimestamp', 'LastCaughtUpTimestamp', 'Status'],
    row('Leader')(leader), ...voters.filter(each => each !== leader).map(row('Follower')), ...observers.map(row('Observer')),
  ]
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(cells => cells[column]!.length)))
  return rows.map(cells => cells.map((cell, column) => `${cell.padEnd(widths[column]!)}\t`).join(''))
}
