import { expect, test } from 'vitest'
import { joined } from '../../env/bytes.ts'
import { noCodecs } from '../../testing/no-codecs.ts'
import { Fetch } from '../apis/01-fetch.ts'
import { Produce } from '../apis/00-produce.ts'
import { encodeRequest, encodeResponse } from '../frame.ts'
import { BatchBuilder } from '../records/builder.ts'
import type { Api } from '../schema.ts'
import { utf8Encode } from '../utf8.ts'
import { annotateFrame } from './frame.ts'
import { leavesOf, pathAt, type Annotated } from './tree.ts'

const names = (parts: readonly Annotated[]): string => parts.map(part => part.name).join(' ')
const batch = (): Uint8Array => {
  const builder = new BatchBuilder()
  builder.append(0, null, utf8Encode('a'))
  return builder.close()
}

/* KIP-482: every byte of a frame has a name, whichever version and direction. */
test('a Produce request is size, header and body, and its records are batches', () => {
  const bytes = joined(encodeRequest(Produce, 12, { correlation: 7, clientId: 'checkout' }, {
    acks: -1, timeoutMs: 30_000, topicData: [{ name: 'orders', partitionData: [{ index: 0, records: batch() }] }],
  }))
  const parts = annotateFrame(Produce as unknown as Api, 12, 'request', bytes, noCodecs)
  expect(names(parts)).toBe('size header body')
  expect(names(parts[1]!.parts!())).toBe('requestApiKey requestApiVersion correlationId clientId taggedFields')
  expect(leavesOf(parts).reduce((at, leaf) => (expect(leaf.from).toBe(at), leaf.to), 0)).toBe(bytes.length)
  const records = leavesOf(parts).find(part => part.name === 'records')!
  expect(names(records.expanded!().parts)).toBe('batch')
})

test('bytes that end too soon are named so, and the rest stays readable', () => {
  const bytes = joined(encodeResponse(Fetch, 12, 7, { errorCode: 0, sessionId: 0, responses: [] })).subarray(0, 11)
  const parts = annotateFrame(Fetch as unknown as Api, 12, 'response', bytes, noCodecs)
  expect(names(pathAt(parts, 4))).toBe('header correlationId')
  expect(leavesOf(parts).at(-1)!.name).toBe('unreadable')
})
