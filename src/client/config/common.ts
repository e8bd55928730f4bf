import type { Address } from '../../env/process.ts'
import { ConfigException, atLeast, intKey, listKey, longKey, oneOfAnyCase, stringKey } from './config-def.ts'

/** What all three clients share (CommonClientConfigs.java). */
export const commonKeys = {
  bootstrapServers: listKey('bootstrap.servers'),
  clientId: stringKey('client.id', ''),
  metadataMaxAgeMs: longKey('metadata.max.age.ms', '300000', atLeast(0)),
  metadataRecoveryStrategy: stringKey('metadata.recovery.strategy', 'rebootstrap', oneOfAnyCase('REBOOTSTRAP', 'NONE')),
  metadataRecoveryRebootstrapTriggerMs: longKey('metadata.recovery.rebootstrap.trigger.ms', '300000', atLeast(0)),
  reconnectBackoffMs: longKey('reconnect.backoff.ms', '50', atLeast(0)),
  reconnectBackoffMaxMs: longKey('reconnect.backoff.max.ms', '1000', atLeast(0)),
  requestTimeoutMs: intKey('request.timeout.ms', '30000', atLeast(0)),
  retryBackoffMs: longKey('retry.backoff.ms', '100', atLeast(0)),
  retryBackoffMaxMs: longKey('retry.backoff.max.ms', '1000', atLeast(0)),
  connectionSetupTimeoutMs: longKey('socket.connection.setup.timeout.ms', '10000'),
  connectionSetupTimeoutMaxMs: longKey('socket.connection.setup.timeout.max.ms', '30000'),
}

/** `host:port`, also `[::1]:9092` and with a protocol in front (ClientUtils.parseAndValidateAddresses, Utils.getHost). */
export function parseBootstrap(servers: readonly string[]): Address[] {
  const addresses = servers.filter(server => server !== '').map(parseAddress)
  if (addresses.length === 0) throw new ConfigException('No resolvable bootstrap urls given in bootstrap.servers')
  return addresses
}

function parseAddress(url: string): Address {
  const parts = /^(?:[a-zA-Z]+:\/\/)?\[?([0-9a-zA-Z\-._%:]*)\]?:([0-9]+)$/.exec(url)
  if (!parts || parts[1] === '') throw new ConfigException(`Invalid url in bootstrap.servers: ${url}`)
  const port = Number(parts[2])
  if (port > 65_535) throw new ConfigException(`Invalid port in bootstrap.servers: ${url}`)
  return { host: parts[1]!, port }
}
