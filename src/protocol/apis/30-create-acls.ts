import { api, array, int16, int32, int8, string } from '../schema.ts'

/** Key 30. Creates access control entries (KIP-140). Source: CreateAclsRequest.json, CreateAclsResponse.json. */
export const CreateAcls = api({
  key: 30, name: 'CreateAcls', listeners: ['broker', 'controller'], forwardable: true,
  request: {
    valid: '1-3', flexible: '2+',
    fields: {
      creations: array('1+', {
        resourceType: int8('1+'),
        resourceName: string('1+'),
        resourcePatternType: int8('1+', { default: 3 }),
        principal: string('1+'),
        host: string('1+'),
        operation: int8('1+'),
        permissionType: int8('1+'),
      }),
    },
  },
  response: {
    valid: '1-3', flexible: '2+',
    fields: { throttleTimeMs: int32('1+'), results: array('1+', { errorCode: int16('1+'), errorMessage: string('1+', { nullable: '1+' }) }) },
  },
})
