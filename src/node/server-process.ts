import { FatalError } from '../broker/fatal-error.ts'
import { DiskError } from '../env/disk.ts'
import type { Beans, RequestTimes } from '../env/metrics.ts'
import type { Env, Plain, Process, ProcessEvent, Program } from '../env/process.ts'
import type { ServerView } from '../env/view.ts'
import { identify, install } from './disk-identity.ts'
import { KafkaNode, type MadeOf, type NodeState } from './node.ts'
import { readProperties, unsupported, type ServerArgs, type ServerSettings } from './properties.ts'

/** A Kafka server as a program of the world. */
export const serverOf = (made: MadeOf): Program<ServerArgs> => (env, args) => new KafkaServer(env, readProperties(args), made)

/** What a server shows before it is up, and when it could not come up. */
const dark = ({ nodeId, roles, logDirs, voters, clusterId }: ServerSettings): ServerView => ({
  kind: 'server', nodeId, roles: [...roles], logDir: logDirs[0]!, lifecycle: 'STARTING', replicas: {}, groups: {}, purgatory: {},
  metadata: { offset: -1, epoch: 0, clusterId, brokers: {}, topics: {} },
  quorum: { leader: null, epoch: 0, end: 0, hw: -1, voters: voters.map(voter => voter.id) },
})

/** The process around a node (KafkaRaftServer): it looks at its disk, and then lives or refuses to. */
class KafkaServer implements Process {
  readonly #env: Env
  readonly #settings: ServerSettings
  readonly #made: MadeOf
  readonly #dark: ServerView
  #node: KafkaNode | null = null

  constructor(env: Env, settings: ServerSettings, made: MadeOf) {
    this.#env = env
    this.#settings = settings
    this.#made = made
    this.#dark = dark(settings)
  }

  handle(event: ProcessEvent): void {
    try {
      if (event.is === 'start') this.#start(event.nth)
      else this.#node?.handle(event)
    } catch (error) {
      if (error instanceof FatalError) this.#refuse(error.message)
      else if (error instanceof DiskError) this.#halt(error)
      else throw error
    }
  }

  /** A metadata log, or the only log directory, that cannot be written ends the server (FaultHandler, LogDirFailureHandler). */
  #halt(error: DiskError): void {
    const { nodeId } = this.#settings
    const logger = 'ProcessTerminatingFaultHandler'
    this.#env.tell({ is: 'log.line', level: 'FATAL', logger, text: `Encountered fatal fault on node ${nodeId}: ${error.message}` })
    this.#env.exit(1, error.message)
  }

  #start(nth: number): void {
    if (nth === 1) install(this.#env, this.#settings)
    const wrong = unsupported(this.#settings)
    const identity = wrong === null ? identify(this.#env, this.#settings) : { refused: wrong }
    if ('refused' in identity) return this.#refuse(identity.refused)
    this.#node = KafkaNode.open(this.#env, this.#settings, identity.directories, this.#made)
    this.#node.start()
  }

  #refuse(reason: string): void {
    this.#env.tell({ is: 'log.line', level: 'ERROR', logger: 'Kafka', text: `Exiting Kafka due to fatal exception: ${reason}` })
    this.#env.exit(1, reason)
  }

  save(): Plain { return this.#node?.save() ?? null }
  load(state: Plain): void { this.#node = state === null ? null : KafkaNode.load(this.#env, this.#settings, state as NodeState, this.#made) }
  beans(): Beans { return this.#node?.beans() ?? {} }
  requests(): readonly RequestTimes[] { return this.#node?.requests() ?? [] }
  view(): ServerView { return this.#node?.view() ?? this.#dark }
}
