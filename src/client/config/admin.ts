import { commonKeys } from './common.ts'
import { atLeast, between, intKey, listKey, parseConfigs, type ConfigInput, type ConfigValues } from './config-def.ts'

/** AdminClientConfig.java. */
export const adminKeys = {
  ...commonKeys,
  bootstrapServers: listKey('bootstrap.servers', ''),
  defaultApiTimeoutMs: intKey('default.api.timeout.ms', '60000', atLeast(0)),
  retries: intKey('retries', '2147483647', between(0, 2_147_483_647)),
}

export interface AdminConfig extends ConfigValues<typeof adminKeys> { readonly unused: readonly string[] }

export function parseAdminConfig(input: ConfigInput): AdminConfig {
  const { values, unused } = parseConfigs(adminKeys, input)
  return { ...values, unused }
}
