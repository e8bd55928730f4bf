import type { Env } from '../../env/process.ts'
import { utf8Decode, utf8Encode } from '../../protocol/utf8.ts'

/** What a raft node must never forget: the newest epoch it saw, who leads it, and whom it voted for in it (-1: nobody). */
export interface QuorumState { readonly leaderId: number; readonly leaderEpoch: number; readonly votedId: number; readonly voters: readonly number[] }

/** The `quorum-state` file: JSON of QuorumStateData version 0 (FileQuorumStateStore), which static voters use. */
export function writeQuorumState(env: Env, file: string, state: QuorumState): void {
  const text = JSON.stringify({
    clusterId: '', leaderId: state.leaderId, leaderEpoch: state.leaderEpoch, votedId: state.votedId, appliedOffset: 0,
    currentVoters: state.voters.map(voterId => ({ voterId })), data_version: 0,
  })
  env.disk.write(file, utf8Encode(text))
}

/** Null when there is none yet. */
export function readQuorumState(env: Env, file: string): QuorumState | null {
  const size = env.disk.size(file)
  if (size <= 0) return null
  const read = JSON.parse(utf8Decode(env.disk.read(file, 0, size))) as Omit<QuorumState, 'voters'> & { currentVoters?: { voterId: number }[] }
  const { leaderId, leaderEpoch, votedId, currentVoters = [] } = read
  return { leaderId, leaderEpoch, votedId, voters: currentVoters.map(voter => voter.voterId) }
}
