import { api, array, bool, int16, int32, int8, string } from '../schema.ts'

/** Key 32. Reads the configs of topics, brokers, loggers and groups (KIP-133). Source: DescribeConfigsRequest.json, DescribeConfigsResponse.json. */
export const DescribeConfigs = api({
  key: 32, name: 'DescribeConfigs', listeners: ['broker', 'controller'],
  request: {
    valid: '1-4', flexible: '4+',
    fields: {
      resources: array('1+', {
        resourceType: int8('1+'),
        resourceName: string('1+'),
        configurationKeys: array('1+', 'string', { nullable: '1+' }),
      }),
      includeSynonyms: bool('1+'),
      includeDocumentation: bool('3+'),
    },
  },
  response: {
    valid: '1-4', flexible: '4+',
    fields: {
      throttleTimeMs: int32('1+'),
      results: array('1+', {
        errorCode: int16('1+'),
        errorMessage: string('1+', { nullable: '1+' }),
        resourceType: int8('1+'),
        resourceName: string('1+'),
        configs: array('1+', {
          name: string('1+'),
          value: string('1+', { nullable: '1+' }),
          readOnly: bool('1+'),
          configSource: int8('1+', { default: -1, ignorable: true }),
          isSensitive: bool('1+'),
          synonyms: array('1+', { name: string('1+'), value: string('1+', { nullable: '1+' }), source: int8('1+') }, { ignorable: true }),
          configType: int8('3+', { ignorable: true }),
          documentation: string('3+', { nullable: '3+', ignorable: true }),
        }),
      }),
    },
  },
})
