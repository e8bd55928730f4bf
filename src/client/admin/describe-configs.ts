import { DescribeConfigs } from '../../protocol/apis/32-describe-configs.ts'
import type { Api, Response } from '../../protocol/schema.ts'
import { outcomeOf } from '../error-text.ts'
import { byWhom, sameResource, typeCode, typeOf, type ConfigResource } from './config-resource.ts'
import { ask, type Operation, type Outcome } from './operation.ts'

export interface DescribeConfigsCommand {
  readonly do: 'describeConfigs'
  readonly resources: readonly (ConfigResource & { readonly keys?: readonly string[] })[]
  readonly includeSynonyms?: boolean
}
export interface ConfigEntry {
  readonly name: string
  readonly value: string | null
  readonly source: ConfigSource
  readonly readOnly: boolean
  readonly sensitive: boolean
  readonly synonyms: readonly { readonly name: string; readonly value: string | null; readonly source: ConfigSource }[]
}
export interface DescribedResource extends Outcome { readonly resource: ConfigResource; readonly entries: readonly ConfigEntry[] }

/** DescribeConfigsResponse.ConfigSource, by number; -1 is unknown. */
const SOURCES = [
  'UNKNOWN', 'DYNAMIC_TOPIC_CONFIG', 'DYNAMIC_BROKER_CONFIG', 'DYNAMIC_DEFAULT_BROKER_CONFIG', 'STATIC_BROKER_CONFIG', 'DEFAULT_CONFIG',
  'DYNAMIC_BROKER_LOGGER_CONFIG', 'DYNAMIC_CLIENT_METRICS_CONFIG', 'DYNAMIC_GROUP_CONFIG',
] as const
export type ConfigSource = typeof SOURCES[number]
const sourceOf = (code: number): ConfigSource => SOURCES[code] ?? 'UNKNOWN'

interface State { readonly command: DescribeConfigsCommand; readonly results: DescribedResource[] }
type Result = Response<typeof DescribeConfigs>['results'][number]

export const describeConfigs: Operation<DescribeConfigsCommand, State, readonly DescribedResource[]> = {
  apis: [DescribeConfigs as Api],
  begin: command => ({ command, results: [] }),
  plan({ command, results }) {
    const left = command.resources.filter(resource => !results.some(result => sameResource(result.resource, resource)))
    return byWhom(left).map(([whom, resources]) => ask(whom, DescribeConfigs, {
      includeSynonyms: command.includeSynonyms ?? false,
      resources: resources.map(({ type, name, keys }) => ({ resourceType: typeCode(type), resourceName: name, configurationKeys: keys ?? null })),
    }))
  },
  take({ results }, _asked, response) { results.push(...(response as Response<typeof DescribeConfigs>).results.map(described)) },
  result: ({ results }) => results,
}

const described = ({ resourceType, resourceName, errorCode, errorMessage, configs }: Result): DescribedResource => ({
  resource: { type: typeOf(resourceType), name: resourceName },
  ...outcomeOf(errorCode, errorMessage),
  entries: configs.map(({ name, value, configSource, readOnly, isSensitive, synonyms }) => ({
    name, value, readOnly, source: sourceOf(configSource), sensitive: isSensitive,
    synonyms: synonyms.map(synonym => ({ name: synonym.name, value: synonym.value, source: sourceOf(synonym.source) })),
  })),
})
