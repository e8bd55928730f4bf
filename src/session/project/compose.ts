import { isBroker, type ExportedCluster, type ExportedServer, type ExportedTopic } from './exported.ts'

/*
 * The cluster of a world as a compose file of the official image, `apache/kafka` (KIP-975). How the image reads its environment, and the
 * two listeners of a broker, one for the network of the containers and one for this computer: the image's own guide (apache/kafka, docker/examples).
 */

export const IMAGE = 'apache/kafka:4.3.0'
/** Inside the network of the containers, as in the world. */
const PORT = 9092, CONTROLLER_PORT = 9093
/** In the container; on this computer it is 9092 for the first broker, and the others follow. */
const HOST_PORT = 19092, FIRST_ON_HOST = 9092

/** `min.insync.replicas` is `KAFKA_MIN_INSYNC_REPLICAS` to the image. */
export const variableOf = (property: string): string =>
  `KAFKA_${property.replaceAll('_', '__').replaceAll('-', '___').replaceAll('.', '_').toUpperCase()}`

/** Where a server is and whom it hears is another matter between containers. */
const OF_THE_WORLD = new Set([
  'node.id', 'process.roles', 'listeners', 'advertised.listeners', 'listener.security.protocol.map', 'inter.broker.listener.name',
  'controller.listener.names', 'controller.quorum.voters', 'log.dirs', 'log.dir',
])

const brokers = ({ servers }: ExportedCluster): ExportedServer[] => servers.filter(isBroker)
/** As the containers reach them. */
export const brokersOf = (cluster: ExportedCluster): string[] => brokers(cluster).map(({ name }) => `${name}:${PORT}`)
/** As this computer reaches them. */
export const hostBrokersOf = (cluster: ExportedCluster): string[] => brokers(cluster).map((_, at) => `localhost:${FIRST_ON_HOST + at}`)
const hostAddress = (server: ExportedServer, cluster: ExportedCluster): string => hostBrokersOf(cluster)[brokers(cluster).indexOf(server)]!

function networkOf(server: ExportedServer, cluster: ExportedCluster): Record<string, string> {
  const { name, nodeId, roles } = server
  const voters = cluster.servers.filter(each => each.roles.includes('controller')).map(each => `${each.nodeId}@${each.name}:${CONTROLLER_PORT}`)
  const listeners = [
    ...(isBroker(server) ? [`PLAINTEXT://:${PORT}`, `PLAINTEXT_HOST://:${HOST_PORT}`] : []), ...(roles.includes('controller') ? [`CONTROLLER://:${CONTROLLER_PORT}`] : []),
  ]
  return {
    'node.id': String(nodeId), 'process.roles': roles.join(','), 'listeners': listeners.join(','),
    ...(isBroker(server) && {
      'advertised.listeners': `PLAINTEXT://${name}:${PORT},PLAINTEXT_HOST://${hostAddress(server, cluster)}`, 'inter.broker.listener.name': 'PLAINTEXT',
    }),
    'controller.listener.names': 'CONTROLLER', 'controller.quorum.voters': voters.join(','),
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PLAINTEXT_HOST:PLAINTEXT', 'log.dirs': '/tmp/kraft-combined-logs',
  }
}

function environmentOf(server: ExportedServer, cluster: ExportedCluster): [variable: string, value: string][] {
  const own = Object.entries(server.properties).filter(([property]) => !OF_THE_WORLD.has(property))
  const all = [...Object.entries(networkOf(server, cluster)), ...own]
  return [['CLUSTER_ID', cluster.clusterId], ...all.map(([property, value]): [string, string] => [variableOf(property), value])]
}

/** Compose reads `$` as its own. */
const plain = (text: string): string => text.replaceAll('$', '$$$$')
const quoted = (text: string): string => `'${plain(text).replaceAll("'", "''")}'`
const inShell = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** Scripts may call it by its machine, too. */
const serverLines = (server: ExportedServer, cluster: ExportedCluster): string[] => [
  `  ${server.name}:`, `    image: ${IMAGE}`, '    networks:', '      default:', `        aliases: [${quoted(server.machine)}]`,
  ...(isBroker(server) ? ['    ports:', `      - ${quoted(`${hostAddress(server, cluster).replace(/^.*:/, '')}:${HOST_PORT}`)}`] : []),
  '    environment:', ...environmentOf(server, cluster).map(([variable, value]) => `      ${variable}: ${quoted(value)}`),
]

const createLine = (server: string, { name, partitions, replicationFactor, configs }: ExportedTopic): string => [
  `/opt/kafka/bin/kafka-topics.sh --bootstrap-server ${server} --create --if-not-exists --topic ${inShell(name)} --partitions ${partitions}`,
  `--replication-factor ${replicationFactor}`, ...Object.entries(configs).map(([config, value]) => `--config ${inShell(`${config}=${value}`)}`),
].join(' ')

/** Makes the topics once the brokers answer, and ends. */
const topicsLines = (cluster: ExportedCluster): string[] => cluster.topics.length === 0 ? [] : [
  '  topics:', `    image: ${IMAGE}`, '    restart: on-failure', '    depends_on:', ...brokers(cluster).map(({ name }) => `      - ${name}`),
  "    entrypoint: ['/bin/sh', '-ec']", '    command:', '      - |', ...cluster.topics.map(topic => `        ${plain(createLine(brokersOf(cluster)[0]!, topic))}`),
]

/** Beside the brokers, where they have the names that scripts call them by. Its packages are apart from this computer's: one of them is built for each system. */
const scriptLines = (cluster: ExportedCluster): string[] => [
  '  scripts:', '    image: node:22', "    profiles: ['scripts']", '    working_dir: /project', '    volumes:', "      - '.:/project'", "      - 'modules:/project/node_modules'",
  '    environment:', `      BOOTSTRAP_SERVERS: ${quoted(brokersOf(cluster).join(','))}`, 'volumes:', '  modules:',
]

export const composeOf = (cluster: ExportedCluster): string =>
  ['services:', ...cluster.servers.flatMap(server => serverLines(server, cluster)), ...topicsLines(cluster), ...scriptLines(cluster), ''].join('\n')
