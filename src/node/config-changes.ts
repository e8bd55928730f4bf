import { AlterConfigs } from '../protocol/apis/33-alter-configs.ts'
import { IncrementalAlterConfigs } from '../protocol/apis/44-incremental-alter-configs.ts'
import { Errors } from '../protocol/errors.ts'
import type { Request, ResponseInput } from '../protocol/schema.ts'

/*
 * What a broker has to say to config changes before the controller hears of them (ConfigAdminManager.preprocess): its own configs are
 * changed through itself alone, and the levels of its loggers are nobody else's business.
 */

type Incremental = Request<typeof IncrementalAlterConfigs>
export type ConfigRequest = Incremental | Request<typeof AlterConfigs>
type Resource = ConfigRequest['resources'][number]
export type ConfigResult = NonNullable<ResponseInput<typeof IncrementalAlterConfigs>['responses']>[number]

/** Applies changes of logger levels; null when it did, else what is wrong with them. */
export type AlterLoggers = (changes: Incremental['resources'][number]['configs'], validateOnly: boolean) => Refused | null
export interface Refused { readonly code: number; readonly message: string }

/** ConfigResource.Type. */
const TOPIC = 2, BROKER = 4, BROKER_LOGGER = 8, CLIENT_METRICS = 16, GROUP = 32
const FORWARDED: readonly number[] = [TOPIC, BROKER, CLIENT_METRICS, GROUP]
const DELETE = 1

export const isConfigChange = (key: number): boolean => key === AlterConfigs.key || key === IncrementalAlterConfigs.key

/** The answers that are found here; null in the place of a resource that is the controller's. Loggers have no place in the old AlterConfigs. */
export function answeredHere(key: number, request: ConfigRequest, nodeId: number, alterLoggers: AlterLoggers): (ConfigResult | null)[] {
  return request.resources.map(resource => {
    const refused = wrongResource(resource, request.resources)
    if (refused) return resultOf(resource, refused)
    if (resource.resourceType === BROKER_LOGGER && key === IncrementalAlterConfigs.key) {
      const { configs } = resource as Incremental['resources'][number]
      return resultOf(resource, otherNode(resource.resourceName, nodeId) ?? alterLoggers(configs, request.validateOnly))
    }
    if (!FORWARDED.includes(resource.resourceType)) return resultOf(resource, invalid(`Unknown resource type ${resource.resourceType}`))
    const other = resource.resourceType === BROKER && resource.resourceName !== '' ? otherNode(resource.resourceName, nodeId) : null
    return other && resultOf(resource, other)
  })
}

/** The controller's answers in the places it was asked for. */
export function inPlace(here: readonly (ConfigResult | null)[], others: readonly ConfigResult[]): ConfigResult[] {
  const left = [...others]
  return here.flatMap(result => result ?? left.shift() ?? [])
}

const invalid = (message: string): Refused => ({ code: Errors.INVALID_REQUEST, message })

const resultOf = ({ resourceType, resourceName }: Resource, refused: Refused | null): ConfigResult =>
  ({ errorCode: refused?.code ?? Errors.NONE, errorMessage: refused?.message ?? null, resourceType, resourceName })

function wrongResource(resource: Resource, all: readonly Resource[]): Refused | null {
  const twice = all.some(other => other !== resource && other.resourceType === resource.resourceType && other.resourceName === resource.resourceName)
  if (twice) return invalid('Each resource must appear at most once.')
  const names = resource.configs.map(({ name }) => name)
  if (new Set(names).size < names.length) return invalid('Error due to duplicate config keys')
  const nulls = resource.configs.filter(config => config.value === null && !('configOperation' in config && config.configOperation === DELETE))
  return nulls.length > 0 ? invalid(`Null value not supported for : ${nulls.map(({ name }) => name).join(', ')}`) : null
}

function otherNode(name: string, nodeId: number): Refused | null {
  if (!/^[+-]?\d+$/.test(name)) return invalid(`Node id must be an integer, but it is: ${name}`)
  return Number(name) === nodeId ? null : invalid(`Unexpected broker id, expected ${nodeId}, but received ${name}`)
}
