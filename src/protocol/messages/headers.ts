import { message, int16, int32, string } from '../schema.ts'

/*
 * Request and response headers (RequestHeader.java, ResponseHeader.java). Which version goes with which API version: `frame.ts`.
 */

/** Source: RequestHeader.json. */
export const RequestHeader = message({
  name: 'RequestHeader', valid: '1-2', flexible: '2+',
  fields: {
    requestApiKey: int16('1+'),
    requestApiVersion: int16('1+'),
    correlationId: int32('1+'),
    clientId: string('1+', { nullable: '1+', compact: false }),
  },
})

/** Source: ResponseHeader.json. */
export const ResponseHeader = message({
  name: 'ResponseHeader', valid: '0-1', flexible: '1+',
  fields: { correlationId: int32('0+') },
})
