import { joined } from '../env/bytes.ts'
import type { Address } from '../env/process.ts'
import { Envelope } from '../protocol/apis/58-envelope.ts'
import { Errors } from '../protocol/errors.ts'
import { decodeRequestHeader, decodeResponse, encodeRequest, encodeResponse, requestKeyOf, withoutSize, type RequestFrameHeader } from '../protocol/frame.ts'
import { MalformedError } from '../protocol/malformed.ts'
import { DefaultPrincipalData } from '../protocol/messages/principal.ts'
import { decodeTyped, encodeTyped } from '../protocol/messages/typed.ts'
import type { Api, Fields, Request, RequestInput, Response, ResponseInput } from '../protocol/schema.ts'
import type { Handler } from './handler.ts'
import { isServed } from './registry.ts'

/*
 * Forwarding (KIP-590): a broker that may not serve a request wraps it, header and all, and who sent it, in an Envelope for
 * the active controller; the controller serves it as if it had come itself, and wraps the answer (EnvelopeUtils, ForwardingManager).
 */

/** Until there is authentication, everybody is this one (KafkaPrincipal.ANONYMOUS). */
const ANONYMOUS = encodeTyped(DefaultPrincipalData, 0, { type: 'User', name: 'ANONYMOUS' })

/** The Envelope for a client's request. `from`: where that came from, and how it was numbered. */
export function sealRequest<Q extends Fields, S extends Fields>(
  api: Api<Q, S>, version: number, from: { correlation: number; clientId: string | null; host: Address['host'] }, request: RequestInput<Api<Q, S>>,
): RequestInput<typeof Envelope> {
  return { requestData: joined(withoutSize(encodeRequest(api, version, from, request))), requestPrincipal: ANONYMOUS, clientHostAddress: addressBytes(from.host) }
}

/** The answer inside an Envelope's, or the error of the Envelope itself. */
export function openAnswer<Q extends Fields, S extends Fields>(
  api: Api<Q, S>, version: number, answer: Response<typeof Envelope>,
): { error: number } | { error: 0; response: Response<Api<Q, S>> } {
  if (answer.errorCode !== Errors.NONE || !answer.responseData) return { error: answer.errorCode || Errors.UNKNOWN_SERVER_ERROR }
  return { error: Errors.NONE, response: decodeResponse(api, version, answer.responseData).body }
}

export const sealAnswer = <Q extends Fields, S extends Fields>(
  api: Api<Q, S>, version: number, correlation: number, body: ResponseInput<Api<Q, S>>,
): ResponseInput<typeof Envelope> => ({ responseData: joined(withoutSize(encodeResponse(api, version, correlation, body))), errorCode: Errors.NONE })

export interface Opened { readonly header: RequestFrameHeader; readonly handler: Handler; readonly frame: Uint8Array; readonly host: string }

/** What is in an Envelope that arrived, or the error to answer it with. */
export function openRequest(envelope: Request<typeof Envelope>, handlerOf: (key: number) => Handler | undefined): Opened | { readonly error: number } {
  if (!isPrincipal(envelope.requestPrincipal)) return { error: Errors.PRINCIPAL_DESERIALIZATION_FAILURE }
  const frame = envelope.requestData
  const handler = frame.length >= 2 ? handlerOf(requestKeyOf(frame)) : undefined
  if (!handler?.api.forwardable) return { error: Errors.INVALID_REQUEST }
  const header = tryDecode(() => decodeRequestHeader(handler.api, frame))
  const host = addressText(envelope.clientHostAddress)
  if (!header || !host || !isServed(handler.api, header.version)) return { error: Errors.INVALID_REQUEST }
  return { header, handler, frame, host }
}

const isPrincipal = (bytes: Uint8Array | null): boolean => bytes !== null && tryDecode(() => decodeTyped(DefaultPrincipalData, bytes)) !== null

/** Null when the bytes are malformed. */
function tryDecode<T>(decode: () => T): T | null {
  try {
    return decode()
  } catch (error) {
    if (error instanceof MalformedError) return null
    throw error
  }
}

/** The four bytes of an IPv4 address. A host known by name has none; it goes as 0.0.0.0. */
function addressBytes(host: string): Uint8Array {
  const parts = host.split('.').map(Number)
  const isAddress = parts.length === 4 && parts.every(part => part >= 0 && part <= 255)
  return Uint8Array.from(isAddress ? parts : [0, 0, 0, 0])
}

const addressText = (bytes: Uint8Array): string | null =>
  bytes.length === 4 ? bytes.join('.') : bytes.length === 16 ? Array.from({ length: 8 }, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16)).join(':') : null
