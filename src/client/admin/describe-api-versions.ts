import { ApiVersions } from '../../protocol/apis/18-api-versions.ts'
import { Errors } from '../../protocol/errors.ts'
import { outcomeOf } from '../error-text.ts'
import { SOFTWARE } from './features.ts'
import { Refusal, single } from './operation.ts'

export interface DescribeApiVersionsCommand { readonly do: 'describeApiVersions'; readonly node: number }
export interface ApiVersionRange { readonly key: number; readonly min: number; readonly max: number }

type Describe = typeof ApiVersions
/** Which requests a broker answers, in which versions. */
export const describeApiVersions = single<DescribeApiVersionsCommand, readonly ApiVersionRange[], Describe['request']['fields'], Describe['response']['fields']>({
  api: ApiVersions,
  versions: [3, 4],
  whom: ({ node }) => ({ to: 'node', node }),
  request: () => SOFTWARE,
  read({ errorCode, apiKeys }) {
    if (errorCode !== Errors.NONE) throw new Refusal(outcomeOf(errorCode).message!)
    return apiKeys.map(({ apiKey, minVersion, maxVersion }) => ({ key: apiKey, min: minVersion, max: maxVersion }))
  },
})
