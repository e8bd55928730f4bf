import { codecOf, isFlexible } from './codec.ts'
import { MalformedError } from './malformed.ts'
import { RequestHeader, ResponseHeader } from './messages/headers.ts'
import { Reader } from './reader.ts'
import type { Api, Fields, Message, Request, RequestInput, Response, ResponseInput } from './schema.ts'
import { Writer } from './writer.ts'

/*
 * Frames on the wire, and inside Envelopes without their size:
 *
 *   size int32 | request header (v1, or v2 when the body is flexible) | body
 *   size int32 | response header (v0, or v1 when the body is flexible) | body
 *
 * Whoever does not know the API version yet must be able to read its answer: an ApiVersions response has header v0 always
 * (ApiMessageType.responseHeaderVersion).
 */

const SIZE_BYTES = 4
const API_VERSIONS_KEY = 18

export interface RequestFrameHeader {
  readonly key: number
  readonly version: number
  readonly correlation: number
  readonly clientId: string | null
  /** Where the body begins. */
  readonly bodyAt: number
}

export const requestHeaderVersion = (api: Api, version: number): number => isFlexible(api.request, version) ? 2 : 1
export const responseHeaderVersion = (api: Api, version: number): number =>
  api.key !== API_VERSIONS_KEY && isFlexible(api.response, version) ? 1 : 0

/** A whole request frame, its size included. Throws UnsupportedVersionError when `version` cannot say what `body` says. */
export function encodeRequest<Q extends Fields, S extends Fields>(
  api: Api<Q, S>, version: number, header: { correlation: number; clientId: string | null }, body: RequestInput<Api<Q, S>>,
): Uint8Array {
  const writer = new Writer()
  writer.int32(0)
  codecOf(RequestHeader, requestHeaderVersion(api, version)).write(writer, {
    requestApiKey: api.key, requestApiVersion: version, correlationId: header.correlation, clientId: header.clientId,
  })
  codecOf(api.request, version).write(writer, body)
  return sized(writer)
}

export function encodeResponse<Q extends Fields, S extends Fields>(
  api: Api<Q, S>, version: number, correlation: number, body: ResponseInput<Api<Q, S>>,
): Uint8Array {
  const writer = new Writer()
  writer.int32(0)
  codecOf(ResponseHeader, responseHeaderVersion(api, version)).write(writer, { correlationId: correlation })
  codecOf(api.response, version).write(writer, body)
  return sized(writer)
}

function sized(writer: Writer): Uint8Array {
  writer.int32At(0, writer.length - SIZE_BYTES)
  return writer.done()
}

/** A frame as an Envelope carries it. */
export const withoutSize = (frame: Uint8Array): Uint8Array => frame.subarray(SIZE_BYTES)

/** Which API a request frame (without its size) is for; the key decides how the rest of its header reads. */
export const requestKeyOf = (frame: Uint8Array): number => new Reader(frame).int16()

export function decodeRequestHeader(api: Api, frame: Uint8Array): RequestFrameHeader {
  const reader = new Reader(frame)
  const [key, version] = [reader.int16(), reader.int16()]
  reader.at = 0
  const header = codecOf(RequestHeader, requestHeaderVersion(api, version)).read(reader)
  return { key, version, correlation: header.correlationId, clientId: header.clientId, bodyAt: reader.at }
}

/** Bytes behind the body are let pass, as brokers do. */
export const decodeRequestBody = <Q extends Fields, S extends Fields>(api: Api<Q, S>, version: number, frame: Uint8Array, bodyAt: number): Request<Api<Q, S>> =>
  codecOf(api.request as Message<Q>, version).read(new Reader(frame, bodyAt)) as Request<Api<Q, S>>

/** The correlation id of a response frame (without its size), before anybody knows what it answers. */
export const correlationOf = (frame: Uint8Array): number => new Reader(frame).int32()

export function decodeResponse<Q extends Fields, S extends Fields>(api: Api<Q, S>, version: number, frame: Uint8Array): { correlation: number; body: Response<Api<Q, S>> } {
  const reader = new Reader(frame)
  const { correlationId } = codecOf(ResponseHeader, responseHeaderVersion(api, version)).read(reader)
  const body = codecOf(api.response as Message<S>, version).read(reader) as Response<Api<Q, S>>
  if (reader.left > 0) throw new MalformedError(`${reader.left} bytes left over after ${api.response.name} v${version}`)
  return { correlation: correlationId, body }
}
