import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inTempFolder } from '../cache.ts'
import { hasJava, jars, KAFKA, NO_JAVA, tool, type Tool } from '../java.ts'
import { brief, ran, skipped, type Check, type Part } from '../part.ts'
import { withServed } from '../served.ts'

/** A tool's run that must end well and say what it is asked for. */
interface Use { readonly tool: Tool; readonly args: readonly string[]; readonly says: RegExp; readonly input?: string }
const use = (name: Tool, args: string, says: RegExp, more: Partial<Use> = {}): Use => ({ tool: name, args: args.split(' '), says, ...more })

const SERVERS = '--bootstrap-server SERVERS'
const COUNT = 5_000
/** What each tool prints when it is content; `SERVERS` and `DIR` stand for this cluster's. */
const USES: readonly Use[] = [
  use('kafka-topics', `${SERVERS} --create --topic t --partitions 3 --replication-factor 3 --config segment.bytes=1048576`, /Created topic t\./),
  use('kafka-topics', `${SERVERS} --list`, /^t$/m),
  use('kafka-topics', `${SERVERS} --describe --topic t`, /Topic: t\tTopicId: \S+\tPartitionCount: 3\tReplicationFactor: 3[\s\S]*Partition: 2/),
  use('kafka-topics', `${SERVERS} --describe --under-replicated-partitions`, /^$/),
  use('kafka-topics', `${SERVERS} --alter --topic t --partitions 4`, /^$/),
  use('kafka-console-producer', `${SERVERS} --topic t --reader-property parse.key=true --reader-property key.separator=: --compression-codec zstd`,
    /^[> ]*$/, { input: 'k:one\nk:two\nk:three\n' }),
  use('kafka-console-consumer', `${SERVERS} --topic t --from-beginning --max-messages 3 --group g --property print.key=true`,
    /k\tone\nk\ttwo\nk\tthree/),
  use('kafka-console-consumer',
    `${SERVERS} --topic __consumer_offsets --from-beginning --timeout-ms 8000 --formatter org.apache.kafka.tools.consumer.OffsetsMessageFormatter`,
      /"group":"g","topic":"t"/),
  use('kafka-get-offsets', `${SERVERS} --topic t`, /t:0:\d+\nt:1:\d+\nt:2:\d+\nt:3:\d+/),
  use('kafka-get-offsets', `${SERVERS} --topic t --time earliest`, /t:0:0\nt:1:0/),
  use('kafka-consumer-groups', `${SERVERS} --list`, /^g$/m),
  use('kafka-consumer-groups', `${SERVERS} --describe --group g`, /GROUP\s+TOPIC\s+PARTITION\s+CURRENT-OFFSET[\s\S]*g\s+t\s+\d\s+\d+\s+\d+\s+0/),
  use('kafka-consumer-groups', `${SERVERS} --describe --group g --state`, /g\s+\S+\s+\(\d\)\s+\S*\s*Empty\s+0/),
  use('kafka-consumer-groups', `${SERVERS} --group g --reset-offsets --to-earliest --topic t --execute`, /g\s+t\s+0\s+0/),
  use('kafka-consumer-groups', `${SERVERS} --delete-offsets --group g --topic t`, /Request succeeded for deleting offsets/),
  use('kafka-groups', `${SERVERS} --list`, /g\s+Classic\s+consumer/),
  use('kafka-consumer-groups', `${SERVERS} --delete --group g`, /Deletion of requested consumer groups \('g'\) was successful/),
  use('kafka-configs', `${SERVERS} --alter --entity-type topics --entity-name t --add-config retention.ms=1000000`,
    /Completed updating config for topic t/),
  use('kafka-configs', `${SERVERS} --describe --entity-type topics --entity-name t`,
    /retention\.ms=1000000 sensitive=false synonyms=\{DYNAMIC_TOPIC_CONFIG:retention\.ms=1000000/),
  use('kafka-configs', `${SERVERS} --describe --entity-type brokers --entity-name 1 --all`, /num\.io\.threads=8/),
  use('kafka-configs', `${SERVERS} --alter --entity-type brokers --entity-default --add-config log.cleaner.threads=2`,
    /Completed updating default config for brokers/),
  use('kafka-log-dirs', `${SERVERS} --describe --topic-list t`, /"partition":"t-0","size":\d+,"offsetLag":0,"isFuture":false/),
  use('kafka-reassign-partitions', `${SERVERS} --topics-to-move-json-file DIR/topics.json --broker-list 1,2,3 --generate`,
    /Proposed partition reassignment configuration/),
  use('kafka-reassign-partitions', `${SERVERS} --reassignment-json-file DIR/plan.json --execute`,
    /Successfully started partition reassignment for t-0/),
  use('kafka-reassign-partitions', `${SERVERS} --reassignment-json-file DIR/plan.json --verify`,
    /Reassignment of partition t-0 is (completed|still in progress)/),
  use('kafka-reassign-partitions', `${SERVERS} --list`, /Current partition reassignments|No partition reassignments found/),
  use('kafka-leader-election', `${SERVERS} --election-type preferred --all-topic-partitions`,
    /Successfully completed leader election|^\s*$|Valid replica already elected/),
  use('kafka-delete-records', `${SERVERS} --offset-json-file DIR/records.json`, /partition: t-0\tlow_watermark: 0/),
  use('kafka-broker-api-versions', SERVERS, /id: 1 rack: rack-a isFenced: false\) -> \([\s\S]*Produce\(0\): 0 to 13|Produce\(0\)/),
  use('kafka-metadata-quorum', `${SERVERS} describe --status`, /LeaderId:\s+4[\s\S]*MaxFollowerLag:/),
  use('kafka-metadata-quorum', `${SERVERS} describe --replication`, /NodeId\s+DirectoryId\s+LogEndOffset\s+Lag[\s\S]*4\s.*Leader/),
  use('kafka-features', `${SERVERS} describe`,
    /Feature: metadata\.version\s+SupportedMinVersion: \S+\s+SupportedMaxVersion: \S+\s+FinalizedVersionLevel: 4\.3-IV0/),
  use('kafka-cluster', `cluster-id ${SERVERS}`, /Cluster ID: \S+/),
  use('kafka-cluster', `list-endpoints ${SERVERS}`, /1\s+127\.0\.0\.1\s+\d+\s+rack-a/),
  use('kafka-producer-perf-test',
    `--topic t --num-records ${COUNT} --record-size 100 --throughput -1 --producer-props bootstrap.servers=SERVERS acks=all`,
      new RegExp(`${COUNT} records sent`)),
  use('kafka-consumer-perf-test', `${SERVERS} --topic t --num-records ${COUNT}`, /start\.time[\s\S]*\d/),
  use('kafka-verifiable-producer', `${SERVERS} --topic v --max-messages 500 --acks -1`, /"name":"tool_data","sent":500,"acked":500/),
  use('kafka-verifiable-consumer', `${SERVERS} --topic v --group-id vg --max-messages 500 --reset-policy earliest`,
    /"name":"records_consumed","count":\d+[\s\S]*"offsets_committed"[\s\S]*"success":true/),
  use('kafka-e2e-latency', `${SERVERS} --topic e2e --num-records 200 --producer-acks all --record-size 100`, /Percentiles: 50th = \d+/),
  use('kafka-topics', `${SERVERS} --delete --topic v`, /^$/),
]

const FILES = {
  'topics.json': { topics: [{ topic: 't' }], version: 1 },
  'plan.json': { version: 1, partitions: [{ topic: 't', partition: 0, replicas: [2, 3, 1] }] },
  'records.json': { partitions: [{ topic: 't', partition: 0, offset: 0 }], version: 1 },
}

/** Kafka's own command-line tools against a cluster of ours, and its dump tool on the folders that one left. */
export const javaTools: Part = {
  name: 'java-tools', judge: `Apache Kafka ${KAFKA}, its tools`,
  run: async () => !hasJava() ? skipped(NO_JAVA) : inTempFolder(async dir => {
    const lib = await jars(), data = join(dir, 'data')
    for (const [name, content] of Object.entries(FILES)) writeFileSync(join(dir, name), JSON.stringify(content))
    const checks = await withServed(['--brokers', '3', '--data', data], async servers => {
      const done: Check[] = []
      for (const each of USES) done.push(await used(lib, each, servers, dir))
      return done
    })
    return ran([...checks, ...await dumped(lib, data)])
  }),
}

async function used(lib: string, { tool: name, args, says, input }: Use, servers: string, dir: string): Promise<Check> {
  const filled = args.map(arg => arg.replace('SERVERS', servers).replace('DIR', dir))
  const { status, stdout, stderr } = await tool(lib, name, filled, input === undefined ? {} : { input })
  const passed = status === 0 && says.test(stdout)
  return { name: [name, ...args.filter(arg => arg !== '--bootstrap-server' && arg !== 'SERVERS')].join(' '), passed,
    note: passed ? '' : `exit ${status}: ${brief(stdout || withoutNoise(stderr))}` }
}

/** Without a logger's binding among the jars, SLF4J says so each time. */
const withoutNoise = (text: string): string => text.split('\n').filter(line => !line.startsWith('SLF4J') && !line.startsWith('WARNING')).join('\n')

const COMPLAINT = /isvalid: false|mismatch|Exception|corrupt|not in index|Found .* bytes|out of order/i

/** One call of the dump tool for each kind of file: it reads all of them, follows compressed batches, and holds indexes against logs. */
async function dumped(lib: string, data: string): Promise<Check[]> {
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter(file => /\/\d{20}\./.test(file)).map(file => join(data, file))
  const kinds: readonly (readonly [string, RegExp, readonly string[]])[] = [
    ['segments, deeply', /(?<!__cluster_metadata-0\/\d{20})\.log$/, ['--deep-iteration', '--print-data-log']],
    ['the metadata log, decoded', /__cluster_metadata-0\/\d{20}\.log$/, ['--cluster-metadata-decoder']],
    ['the offsets log, decoded', /__consumer_offsets-\d+\/\d{20}\.log$/, ['--offsets-decoder']],
    ['offset indexes against their logs', /\.index$/, []],
    ['time indexes against their logs', /\.timeindex$/, []],
    ['indexes, checked alone', /\.index$/, ['--index-sanity-check']],
    ['producer snapshots', /\.snapshot$/, []],
  ]
  const checks: Check[] = []
  for (const [name, which, args] of kinds) {
    const chosen = files.filter(file => which.test(file))
    if (chosen.length === 0) continue
    const { status, stdout, stderr } = await tool(lib, 'kafka-dump-log', [...args, '--files', chosen.join(',')], { timeoutMs: 120_000 })
    const complaint = stdout.split('\n').find(line => COMPLAINT.test(line)) ?? withoutNoise(stderr)
    const passed = status === 0 && !COMPLAINT.test(stdout) && !COMPLAINT.test(withoutNoise(stderr))
    checks.push({ name: `kafka-dump-log: ${name}`, passed, note: passed ? '' : `exit ${status}, ${chosen.length} files: ${brief(complaint)}` })
  }
  return checks
}
