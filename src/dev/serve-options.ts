import { SLOWEST } from '../host/pace.ts'
import { brokerDefinitions, topicDefinitions } from '../metadata/configs/definitions.ts'
import { invalid } from '../metadata/configs/validate.ts'

export interface ServeOptions {
  readonly brokers: number | null
  readonly port: number
  readonly firstId: number | null
  readonly host: string
  readonly dataDir: string | null
  /** World seconds per real second. */
  readonly speed: number
  /** Of the side port; null: none. */
  readonly http: number | null
  readonly properties: Readonly<Record<string, string>>
}

/** What was typed cannot be served. */
export class UsageError extends Error {}

export const USAGE = `npm run serve -- [--brokers 3] [--port 9092] [--first-id 1] [--host 127.0.0.1] [--data DIR] [--http PORT] [--speed 1] [--set key=value]...

  --brokers N      how many brokers, 1 to 100, each with a port of its own; 3, or those that DIR holds
  --port N         of the first broker, the others follow; 0: any that are free
  --first-id N     node id of the first broker
  --host ADDRESS   where to listen, and what clients are told to connect to
  --data DIR       keep the cluster in this folder, a log directory of Kafka's for each server; without it nothing outlives the process
  --http PORT      also serve /metrics, /health and the page, attached to this cluster; 0: any port that is free
  --speed X        world seconds per real second, 0.01 to 100: timers, timeouts and brokers' clocks go with it
  --set key=value  a line of every server's server.properties`

const MAX_BROKERS = 100
/** Brokers of a cluster that nobody said more of. */
const USUAL = 3
const MAX_ID = 2_147_483_647
const MAX_PORT = 65_535
const FASTEST = 100

/** Reads the command line. Throws `UsageError`. */
export function readServeOptions(args: readonly string[]): ServeOptions {
  const given = new Map<string, string[]>()
  for (let i = 0; i < args.length; i += 2) {
    const [name, inline] = split(args[i]!)
    if (!NAMES.has(name)) throw new UsageError(`unknown option ${args[i]}`)
    const value = inline ?? args[i + 1]
    if (value === undefined) throw new UsageError(`${name} needs a value`)
    given.set(name, [...given.get(name) ?? [], value])
    if (inline !== undefined) i--
  }
  const last = (name: string): string | undefined => given.get(name)?.at(-1)
  const number = (name: string, min: number, max: number): number | null => last(name) === undefined ? null : whole(name, last(name)!, min, max)
  const brokers = number('--brokers', 1, MAX_BROKERS), port = number('--port', 0, MAX_PORT) ?? 9092
  if (port + (brokers ?? USUAL) - 1 > MAX_PORT) throw new UsageError(`--port ${port} leaves no room for ${brokers ?? USUAL} brokers below ${MAX_PORT + 1}`)
  return {
    brokers, port, firstId: number('--first-id', 0, MAX_ID - MAX_BROKERS), host: hostOf(last('--host') ?? '127.0.0.1'),
    dataDir: last('--data') ?? null, speed: speedOf(last('--speed') ?? '1'),
    http: number('--http', 0, MAX_PORT), properties: Object.fromEntries((given.get('--set') ?? []).map(property)),
  }
}

const NAMES: ReadonlySet<string> = new Set(['--brokers', '--port', '--first-id', '--host', '--data', '--http', '--speed', '--set'])

/** `--port=9092` is `--port 9092`. */
function split(arg: string): [name: string, value?: string] {
  const at = arg.indexOf('=')
  return at < 0 ? [arg] : [arg.slice(0, at), arg.slice(at + 1)]
}

function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < min || value > max) throw new UsageError(`${name} ${text}: a whole number from ${min} to ${max} is needed`)
  return value
}

function speedOf(text: string): number {
  const speed = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || speed < SLOWEST || speed > FASTEST) throw new UsageError(`--speed ${text}: a number from ${SLOWEST} to ${FASTEST} is needed`)
  return speed
}

/** It is advertised too, so a client must be able to connect to it. The one refusal is in KafkaConfig's words. */
function hostOf(host: string): string {
  if (host === '0.0.0.0') throw new UsageError('advertised.listeners cannot use the nonroutable meta-address 0.0.0.0. Use a routable IP address.')
  if (host === '' || host.includes(':')) throw new UsageError(`--host ${host}: an IPv4 address or a name is needed`)
  return host
}

/** What makes the cluster one cluster; `serve` says it itself. */
const OWN: ReadonlySet<string> = new Set([
  'node.id', 'broker.id', 'process.roles', 'listeners', 'advertised.listeners', 'inter.broker.listener.name', 'listener.security.protocol.map',
  'controller.listener.names', 'controller.quorum.voters', 'controller.quorum.bootstrap.servers', 'log.dir', 'metadata.log.dir',
  'broker.rack',
])

/** Refused in the words of Kafka's ConfigException. */
function property(text: string): [name: string, value: string] {
  const at = text.indexOf('=')
  if (at <= 0) throw new UsageError(`--set ${text}: key=value is needed`)
  const name = text.slice(0, at).trim(), value = text.slice(at + 1).trim()
  if (OWN.has(name)) throw new UsageError(`--set ${text}: ${name} is what serve sets by itself`)
  if (name === 'log.dirs') ensureKept(text, value)
  const definition = brokerDefinitions.get(name)
  if (!definition) throw new UsageError(`Unknown configuration '${name}'${broker(name)}`)
  const wrong = invalid(definition, value)
  if (wrong !== null) throw new UsageError(wrong)
  return [name, value]
}

/** Directories that `--data` keeps: folders in a broker's own. */
function ensureKept(text: string, dirs: string): void {
  const other = dirs.split(',').map(dir => dir.trim()).find(dir => !/^\/data\/[^/]+$/.test(dir))
  if (other !== undefined) throw new UsageError(`--set ${text}: ${other || 'nothing'} is no folder in /data, where a broker has its disk: log.dirs=/data/1,/data/2`)
}

/** A topic's config goes by another name on a broker. */
function broker(name: string): string {
  const synonym = topicDefinitions.get(name)?.synonyms[0]?.name
  return synonym ? `: it is a topic's; brokers have ${synonym}` : ''
}
