import { api, int16, int32, string, uuid } from '../schema.ts'

/** Key 81. Removes a voter from the raft quorum (KIP-853). Source: RemoveRaftVoterRequest.json, RemoveRaftVoterResponse.json. */
export const RemoveRaftVoter = api({
  key: 81, name: 'RemoveRaftVoter', listeners: ['controller', 'broker'], forwardable: true,
  request: {
    valid: '0', flexible: '0+',
    fields: { clusterId: string('0+', { nullable: '0+' }), voterId: int32('0+'), voterDirectoryId: uuid('0+') },
  },
  response: {
    valid: '0', flexible: '0+',
    fields: { throttleTimeMs: int32('0+'), errorCode: int16('0+'), errorMessage: string('0+', { nullable: '0+', ignorable: true }) },
  },
})
