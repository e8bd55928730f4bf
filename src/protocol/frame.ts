import { cut, type Bytes } from '../env/bytes.ts'
import { codecOf, isFlexible, type Codec } from './codec.ts'
import { MalformedError } from './malformed.ts'
import { RequestHeader, ResponseHeader } from './messages/headers.ts'
import { Reader } from './reader.ts'
import type { Api, Fields, Input, Request, RequestInput, Response, ResponseInput, Value } from './schema.ts'
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

/** Headers and bodies of one API in one version, put together when the first such frame comes. */
interface FrameCodecs {
  readonly requestHeader: Codec<Value<typeof RequestHeader>, Input<typeof RequestHeader>>
  readonly responseHeader: Codec<Value<typeof ResponseHeader>, Input<typeof ResponseHeader>>
  readonly request: Codec<unknown, unknown>
  readonly response: Codec<unknown, unknown>
}
const met = new WeakMap<object, FrameCodecs[]>()

function codecsOf(api: Api, version: number): FrameCodecs {
  let versions = met.get(api)
  if (!versions) met.set(api, versions = [])
  return versions[version] ??= {
    requestHeader: codecOf(RequestHeader, requestHeaderVersion(api, version)),
    responseHeader: codecOf(ResponseHeader, responseHeaderVersion(api, version)),
    request: codecOf(api.request, version) as Codec<unknown, unknown>,
    response: codecOf(api.response, version) as Codec<unknown, unknown>,
  }
}

/** A whole request frame, its size included. Throws UnsupportedVersionError when `version` cannot say what `body` says. */
export function encodeRequest<Q extends Fields, S extends Fields>(
  api: Api<Q, S>, version: number, header: { correlation: number; clientId: string | null }, body: RequestInput<Api<Q, S>>,
): Bytes {
  const writer = new Writer(), codecs = codecsOf(api as unknown as Api, version)
  writer.int32(0)
  codecs.requestHeader.write(writer, {
    requestApiKey: api.key, requestApiVersion: version, correlationId: header.correlation, clientId: header.clientId,
  })
  codecs.request.write(writer, body)
  return sized(writer)
}

export function encodeResponse<Q extends Fields, S extends Fields>(
  api: Api<Q, S>, version: number, correlation: number, body: ResponseInput<Api<Q, S>>,
): Bytes {
  const writer = new Writer(), codecs = codecsOf(api as unknown as Api, version)
  writer.int32(0)
  codecs.responseHeader.write(writer, { correlationId: correlation })
  codecs.response.write(writer, body)
  return sized(writer)
}

function sized(writer: Writer): Bytes {
  writer.int32At(0, writer.length - SIZE_BYTES)
  return writer.pieces()
}

/** A frame as an Envelope carries it. */
export const withoutSize = (frame: Bytes): Bytes => cut(frame, SIZE_BYTES)

/** Which API a request frame (without its size) is for; the key decides how the rest of its header reads. */
export const requestKeyOf = (frame: Bytes): number => new Reader(frame).int16()

export function decodeRequestHeader(api: Api, frame: Bytes): RequestFrameHeader {
  const head = new Reader(frame), reader = new Reader(frame)
  const key = head.int16(), version = head.int16()
  const header = codecOf(RequestHeader, requestHeaderVersion(api, version)).read(reader)
  return { key, version, correlation: header.correlationId, clientId: header.clientId, bodyAt: reader.position }
}

/**
 * Bytes behind the body are let pass, as brokers do. An offset, time or size beyond 2^53 is no malformed request: it reads as `BEYOND`, and
 * its API refuses it as what it is there.
 */
export function decodeRequestBody<Q extends Fields, S extends Fields>(api: Api<Q, S>, version: number, frame: Bytes, bodyAt: number): Request<Api<Q, S>> {
  const reader = new Reader(frame, bodyAt)
  reader.isLenient = true
  return codecsOf(api as unknown as Api, version).request.read(reader) as Request<Api<Q, S>>
}

/** The correlation id of a response frame (without its size), before anybody knows what it answers. */
export const correlationOf = (frame: Bytes): number => new Reader(frame).int32()

export function decodeResponse<Q extends Fields, S extends Fields>(api: Api<Q, S>, version: number, frame: Bytes): { correlation: number; body: Response<Api<Q, S>> } {
  const reader = new Reader(frame)
  const codecs = codecsOf(api as unknown as Api, version)
  const { correlationId } = codecs.responseHeader.read(reader)
  const body = codecs.response.read(reader) as Response<Api<Q, S>>
  if (reader.left > 0) throw new MalformedError(`${reader.left} bytes left over after ${api.response.name} v${version}`)
  return { correlation: correlationId, body }
}
