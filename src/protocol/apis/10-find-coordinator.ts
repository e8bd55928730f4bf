import { api, array, int16, int32, int8, string } from '../schema.ts'

/**
 * Key 10. Finds the broker that coordinates a group, a transaction or share state.
 * Source: FindCoordinatorRequest.json, FindCoordinatorResponse.json.
 */
export const FindCoordinator = api({
  key: 10, name: 'FindCoordinator', listeners: ['broker'],
  request: {
    valid: '0-6', flexible: '3+',
    fields: { key: string('0-3'), keyType: int8('1+'), coordinatorKeys: array('4+', 'string') },
  },
  response: {
    valid: '0-6', flexible: '3+',
    fields: {
      throttleTimeMs: int32('1+', { ignorable: true }),
      errorCode: int16('0-3'),
      errorMessage: string('1-3', { nullable: '1-3', ignorable: true }),
      nodeId: int32('0-3'),
      host: string('0-3'),
      port: int32('0-3'),
      coordinators: array('4+', {
        key: string('4+'),
        nodeId: int32('4+'),
        host: string('4+'),
        port: int32('4+'),
        errorCode: int16('4+'),
        errorMessage: string('4+', { nullable: '4+', ignorable: true }),
      }),
    },
  },
})
