import { api, array, int16, int32, int8, string } from '../schema.ts'

/** Key 29. Lists access control entries that match a filter (KIP-140). Source: DescribeAclsRequest.json, DescribeAclsResponse.json. */
export const DescribeAcls = api({
  key: 29, name: 'DescribeAcls', listeners: ['broker', 'controller'],
  request: {
    valid: '1-3', flexible: '2+',
    fields: {
      resourceTypeFilter: int8('1+'),
      resourceNameFilter: string('1+', { nullable: '1+' }),
      patternTypeFilter: int8('1+', { default: 3 }),
      principalFilter: string('1+', { nullable: '1+' }),
      hostFilter: string('1+', { nullable: '1+' }),
      operation: int8('1+'),
      permissionType: int8('1+'),
    },
  },
  response: {
    valid: '1-3', flexible: '2+',
    fields: {
      throttleTimeMs: int32('1+'),
      errorCode: int16('1+'),
      errorMessage: string('1+', { nullable: '1+' }),
      resources: array('1+', {
        resourceType: int8('1+'),
        resourceName: string('1+'),
        patternType: int8('1+', { default: 3 }),
        acls: array('1+', { principal: string('1+'), host: string('1+'), operation: int8('1+'), permissionType: int8('1+') }),
      }),
    },
  },
})
