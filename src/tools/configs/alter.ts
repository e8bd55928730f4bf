import type { ConfigChange } from '../../client/admin/alter-configs.ts'
import { illegalArgument, throwIfFailed } from '../exception.ts'
import type { Options } from '../options/options.ts'
import { fileText, parseProperties } from '../text/properties.ts'
import { ask, type Shell, type Telling } from '../tool.ts'
import type { Entity } from './options.ts'
import { resourceOf, singular } from './resource.ts'

export function* alterConfigs(shell: Shell, options: Options, entity: Entity): Telling<void> {
  const added = Object.entries(addedConfigs(shell, options)).map(([name, value]): ConfigChange => ({ name, op: 'set', value }))
  const deleted = options.all('delete-config').flatMap(text => text.split(',')).map((name): ConfigChange => ({ name: name.trim(), op: 'delete' }))
  const resource = resourceOf(entity, entity.name!)
  const [altered] = yield* ask({ do: 'incrementalAlterConfigs', resources: [{ ...resource, changes: [...added, ...deleted] }] })
  throwIfFailed(altered)
  shell.out(entity.name === '' ? `Completed updating default config for ${entity.type} in the cluster.`
    : `Completed updating config for ${singular(entity.type)} ${entity.name}.`)
}

/** A comma parts two configs unless it stands between square brackets. */
const BETWEEN_CONFIGS = /\s*,\s*(?=[^\]]*(?:\[|$))/

function addedConfigs(shell: Shell, options: Options): Record<string, string> {
  const file = options.one('add-config-file')
  if (file !== undefined) return parseProperties(fileText(shell, file))
  const pairs = options.all('add-config').flatMap(text => text.split(BETWEEN_CONFIGS)).map(text => /^\s*([^=]*?)\s*=\s*([^]*)$/.exec(text))
  if (pairs.includes(null)) {
    throw illegalArgument('requirement failed: Invalid entity config: all configs to be added must be in the format "key=val" '
      + 'or  "key=[val1,val2]" to group values which contain commas.')
  }
  return Object.fromEntries(pairs.map(pair => [pair![1]!, pair![2]!.replace(/[[\]]/g, '').trim()]))
}
