import { api, array, int16, int32, int8, string } from '../schema.ts'

/** Key 31. Deletes the access control entries that match filters (KIP-140). Source: DeleteAclsRequest.json, DeleteAclsResponse.json. */
export const DeleteAcls = api({
  key: 31, name: 'DeleteAcls', listeners: ['broker', 'controller'], forwardable: true,
  request: {
    valid: '1-3', flexible: '2+',
    fields: {
      filters: array('1+', {
        resourceTypeFilter: int8('1+'),
        resourceNameFilter: string('1+', { nullable: '1+' }),
        patternTypeFilter: int8('1+', { default: 3 }),
        principalFilter: string('1+', { nullable: '1+' }),
        hostFilter: string('1+', { nullable: '1+' }),
        operation: int8('1+'),
        permissionType: int8('1+'),
      }),
    },
  },
  response: {
    valid: '1-3', flexible: '2+',
    fields: {
      throttleTimeMs: int32('1+'),
      filterResults: array('1+', {
        errorCode: int16('1+'),
        errorMessage: string('1+', { nullable: '1+' }),
        matchingAcls: array('1+', {
          errorCode: int16('1+'),
          errorMessage: string('1+', { nullable: '1+' }),
          resourceType: int8('1+'),
          resourceName: string('1+'),
          patternType: int8('1+', { default: 3 }),
          principal: string('1+'),
          host: string('1+'),
          operation: int8('1+'),
          permissionType: int8('1+'),
        }),
      }),
    },
  },
})
