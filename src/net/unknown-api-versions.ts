import type { Bytes } from '../env/bytes.ts'
import { ApiVersions } from '../protocol/apis/18-api-versions.ts'
import { Errors } from '../protocol/errors.ts'
import { encodeResponse, type RequestFrameHeader } from '../protocol/frame.ts'
import { servedVersions, within } from '../protocol/schema.ts'

/*
 * KIP-511: whoever asks in a version of ApiVersions that is not known here gets an answer everybody can read, version 0, that
 * says which versions of ApiVersions would do. Anything else leaves a client waiting for its request timeout.
 */

export const isUnknownApiVersions = ({ key, version }: RequestFrameHeader): boolean =>
  key === ApiVersions.key && !within(servedVersions(ApiVersions), version)

export function refusalOfApiVersions(correlation: number): Bytes {
  const [minVersion, maxVersion] = servedVersions(ApiVersions)
  return encodeResponse(ApiVersions, 0, correlation, {
    errorCode: Errors.UNSUPPORTED_VERSION, apiKeys: [{ apiKey: ApiVersions.key, minVersion, maxVersion }],
  })
}
