import type { Bytes } from '../env/bytes.ts'
import { decodeResponse } from '../protocol/frame.ts'
import { ApiVersions } from '../protocol/apis/18-api-versions.ts'
import { Errors } from '../protocol/errors.ts'
import { MalformedError } from '../protocol/malformed.ts'
import { servedVersions, type Api, type Response, type Versions } from '../protocol/schema.ts'

/*
 * Agreeing on versions (KIP-35, KIP-511): ask with the newest ApiVersions; a broker that does not know it answers in version 0
 * with UNSUPPORTED_VERSION and the newest it has; ask again with that.
 */

/** API key → the versions a server speaks. */
export type ServerVersions = ReadonlyMap<number, Versions>

/** The answer, read as version 0 when it cannot be read as asked (ApiVersionsResponse.parse). */
export function readApiVersions(version: number, frame: Bytes): Response<typeof ApiVersions> {
  try {
    return decodeResponse(ApiVersions, version, frame).body
  } catch (error) {
    if (version === 0 || !(error instanceof MalformedError)) throw error
    return decodeResponse(ApiVersions, 0, frame).body
  }
}

export const newestApiVersions = servedVersions(ApiVersions)[1]

/** The version to ask with next, or null when there is no point in it (NetworkClient.handleApiVersionsResponse). */
export function nextAttempt(asked: number, answer: Response<typeof ApiVersions>): number | null {
  if (answer.errorCode !== Errors.UNSUPPORTED_VERSION || asked === 0) return null
  const listed = answer.apiKeys.find(each => each.apiKey === ApiVersions.key)
  return listed ? Math.min(listed.maxVersion, newestApiVersions) : 0
}

export const serverVersions = (answer: Response<typeof ApiVersions>): ServerVersions =>
  new Map(answer.apiKeys.map(each => [each.apiKey, [each.minVersion, each.maxVersion]]))

/** The newest version both ends have within `wanted`, or null. A server that was not asked is taken to speak ours. */
export function agreedVersion(api: Api, server: ServerVersions | null, wanted: Versions | null): number | null {
  const own = servedVersions(api)
  const theirs = server ? server.get(api.key) : own
  if (!theirs) return null
  const first = Math.max(own[0], theirs[0], wanted?.[0] ?? 0)
  const last = Math.min(own[1], theirs[1], wanted?.[1] ?? own[1])
  return first <= last ? last : null
}
