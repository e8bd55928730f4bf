import { api, array, bool, int16, int32, string, uint16, uuid } from '../schema.ts'

/** Key 80. Adds a voter to the raft quorum (KIP-853). Source: AddRaftVoterRequest.json, AddRaftVoterResponse.json. */
export const AddRaftVoter = api({
  key: 80, name: 'AddRaftVoter', listeners: ['controller', 'broker'], forwardable: true,
  request: {
    valid: '0-1', flexible: '0+',
    fields: {
      clusterId: string('0+', { nullable: '0+' }),
      timeoutMs: int32('0+'),
      voterId: int32('0+'),
      voterDirectoryId: uuid('0+'),
      listeners: array('0+', { name: string('0+'), host: string('0+'), port: uint16('0+') }),
      ackWhenCommitted: bool('1+', { default: true }),
    },
  },
  response: {
    valid: '0-1', flexible: '0+',
    fields: { throttleTimeMs: int32('0+'), errorCode: int16('0+'), errorMessage: string('0+', { nullable: '0+', ignorable: true }) },
  },
})
