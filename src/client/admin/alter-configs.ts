import { IncrementalAlterConfigs } from '../../protocol/apis/44-incremental-alter-configs.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Api, Response } from '../../protocol/schema.ts'
import { outcomeOf } from '../error-text.ts'
import { byWhom, sameResource, typeCode, typeOf, type ConfigResource } from './config-resource.ts'
import { ask, type Operation, type Outcome } from './operation.ts'

/** `append` and `subtract` are for lists. */
export interface ConfigChange { readonly name: string; readonly op: 'set' | 'delete' | 'append' | 'subtract'; readonly value?: string | null }
export interface AlterConfigsCommand {
  readonly do: 'incrementalAlterConfigs'
  readonly resources: readonly (ConfigResource & { readonly changes: readonly ConfigChange[] })[]
  readonly validateOnly?: boolean
}
export interface AlteredResource extends Outcome { readonly resource: ConfigResource }

/** AlterConfigOp.OpType. */
const OPS = { set: 0, delete: 1, append: 2, subtract: 3 } as const

interface State { readonly command: AlterConfigsCommand; readonly results: AlteredResource[] }

export const incrementalAlterConfigs: Operation<AlterConfigsCommand, State, readonly AlteredResource[]> = {
  apis: [IncrementalAlterConfigs as Api],
  begin: command => ({ command, results: [] }),
  plan({ command, results }) {
    const left = command.resources.filter(resource => !results.some(result => sameResource(result.resource, resource)))
    return byWhom(left).map(([whom, resources]) => ask(whom, IncrementalAlterConfigs, {
      validateOnly: command.validateOnly ?? false,
      resources: resources.map(({ type, name, changes }) => ({
        resourceType: typeCode(type), resourceName: name,
        configs: changes.map(change => ({ name: change.name, configOperation: OPS[change.op], value: change.value ?? null })),
      })),
    }))
  },
  take({ results }, _asked, response) {
    const { responses } = response as Response<typeof IncrementalAlterConfigs>
    if (responses.some(each => each.errorCode === Errors.NOT_CONTROLLER)) return Errors.NOT_CONTROLLER
    for (const { resourceType, resourceName, errorCode, errorMessage } of responses) {
      results.push({ resource: { type: typeOf(resourceType), name: resourceName }, ...outcomeOf(errorCode, errorMessage) })
    }
  },
  result: ({ results }) => results,
}
