import { AlterConfigs } from '../../protocol/apis/33-alter-configs.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Api, Response } from '../../protocol/schema.ts'
import { outcomeOf } from '../error-text.ts'
import type { AlteredResource } from './alter-configs.ts'
import { byWhom, sameResource, typeCode, typeOf, type ConfigResource } from './config-resource.ts'
import { ask, type Operation } from './operation.ts'

/** All configs of each resource; what is not named falls back to its default. Java's clients had this until 4.0, kafkajs has it still. */
export interface LegacyAlterConfigsCommand {
  readonly do: 'alterConfigs'
  readonly resources: readonly (ConfigResource & { readonly configs: Readonly<Record<string, string>> })[]
  readonly validateOnly?: boolean
}

interface State { readonly command: LegacyAlterConfigsCommand; readonly results: AlteredResource[] }

export const alterConfigs: Operation<LegacyAlterConfigsCommand, State, readonly AlteredResource[]> = {
  apis: [AlterConfigs as Api],
  begin: command => ({ command, results: [] }),
  plan({ command, results }) {
    const left = command.resources.filter(resource => !results.some(result => sameResource(result.resource, resource)))
    return byWhom(left).map(([whom, resources]) => ask(whom, AlterConfigs, {
      validateOnly: command.validateOnly ?? false,
      resources: resources.map(({ type, name, configs }) => ({
        resourceType: typeCode(type), resourceName: name, configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
      })),
    }))
  },
  take({ results }, _asked, response) {
    const { responses } = response as Response<typeof AlterConfigs>
    if (responses.some(each => each.errorCode === Errors.NOT_CONTROLLER)) return Errors.NOT_CONTROLLER
    for (const { resourceType, resourceName, errorCode, errorMessage } of responses) {
      results.push({ resource: { type: typeOf(resourceType), name: resourceName }, ...outcomeOf(errorCode, errorMessage) })
    }
  },
  result: ({ results }) => results,
}
