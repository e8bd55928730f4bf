import type { Address, Env, Plain, ProcessEvent } from '../../env/process.ts'
import type { PartitionLog } from '../../log/api.ts'

/*
 * One replica of the metadata log and its part in the quorum (KIP-595). A voter may lead; an observer fetches. Both show
 * the same face to their server.
 */

/** The metadata topic has one partition, and its log lives in a folder of this name. */
export const METADATA_PARTITION = '__cluster_metadata-0'

export interface Voter { readonly id: number; readonly address: Address }

/** `controller.quorum.voters`: `100@c1:9093,101@c2:9093`. */
export const parseVoters = (text: string): Voter[] => text.split(',').map(entry => entry.trim()).filter(Boolean).map(entry => {
  const [id, host, port] = entry.split(/[@:]/)
  return { id: Number(id), address: { host: host!, port: Number(port) } }
})

export interface RaftSettings {
  readonly nodeId: number
  readonly clusterId: string
  readonly directoryId: string
  readonly voters: readonly Voter[]
  /** `__cluster_metadata-0` in the metadata folder. */
  readonly dir: string
  /** `controller.quorum.fetch.max.bytes`, `.fetch.timeout.ms`, `.retry.backoff.ms`, `.request.timeout.ms`. */
  readonly fetchMaxBytes: number
  readonly fetchTimeoutMs: number
  readonly retryBackoffMs: number
  readonly requestTimeoutMs: number
}

/** What a raft node has to work with: its own door, its log, and whoever must hear of commits. */
export interface RaftContext { readonly env: Env; readonly log: PartitionLog; readonly settings: RaftSettings; readonly listener: RaftListener }

export interface RaftListener {
  /** The high watermark moved: everything below it is committed. */
  committed(highWatermark: number): void
  /** A leader is known in `epoch`, or (-1) no longer known. */
  leaderChanged(leaderId: number, epoch: number): void
}

export interface RaftNode {
  readonly epoch: number
  /** -1: not known. */
  readonly leaderId: number
  /** Committed below; -1 as long as it is not known. */
  readonly highWatermark: number
  start(): void
  handle(event: ProcessEvent): void
  close(): void
  save(): Plain
  load(state: Plain): void
}
