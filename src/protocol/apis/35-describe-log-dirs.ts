import { api, array, bool, int16, int32, int53, string } from '../schema.ts'

/**
 * Key 35. What lies in the log directories of a broker, and how much room is left (KIP-113, KIP-827).
 * Source: DescribeLogDirsRequest.json, DescribeLogDirsResponse.json.
 */
export const DescribeLogDirs = api({
  key: 35, name: 'DescribeLogDirs', listeners: ['broker'],
  request: {
    valid: '1-5', flexible: '2+',
    fields: { topics: array('1+', { topic: string('1+'), partitions: array('1+', 'int32') }, { nullable: '1+' }) },
  },
  response: {
    valid: '1-5', flexible: '2+',
    fields: {
      throttleTimeMs: int32('1+'),
      errorCode: int16('3+', { ignorable: true }),
      results: array('1+', {
        errorCode: int16('1+'),
        logDir: string('1+'),
        topics: array('1+', {
          name: string('1+'),
          partitions: array('1+', { partitionIndex: int32('1+'), partitionSize: int53('1+'), offsetLag: int53('1+'), isFutureKey: bool('1+') }),
        }),
        totalBytes: int53('4+', { default: -1, ignorable: true }),
        usableBytes: int53('4+', { default: -1, ignorable: true }),
        isCordoned: bool('5+', { ignorable: true }),
      }),
    },
  },
})
