import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cached } from './cache.ts'
import { isThere, must, run, type Ran, type RunOptions } from './shell.ts'

/** The Kafka that everything is held against. */
export const KAFKA = '4.3.0'

export const hasJava = (): boolean => isThere('java', '-version') && isThere('mvn', '-version')
export const NO_JAVA = 'there is no Java with Maven here'

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>judge</groupId><artifactId>judge</artifactId><version>1</version>
<dependencies>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>${KAFKA}</version></dependency>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${KAFKA}</version></dependency>
</dependencies></project>
`

/** Kafka's jars, with all that they need, as Maven finds them. */
export const jars = (): Promise<string> => cached(`kafka-${KAFKA}`, async dir => {
  writeFileSync(join(dir, 'pom.xml'), POM)
  await must('mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=.', '-DincludeScope=runtime'], { cwd: dir })
})

/** `kafka-topics.sh` and its like: the class behind each script. */
export const TOOLS = {
  'kafka-topics': 'org.apache.kafka.tools.TopicCommand',
  'kafka-console-producer': 'org.apache.kafka.tools.ConsoleProducer',
  'kafka-console-consumer': 'org.apache.kafka.tools.consumer.ConsoleConsumer',
  'kafka-consumer-groups': 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
  'kafka-groups': 'org.apache.kafka.tools.GroupsCommand',
  'kafka-configs': 'kafka.admin.ConfigCommand',
  'kafka-reassign-partitions': 'org.apache.kafka.tools.reassign.ReassignPartitionsCommand',
  'kafka-leader-election': 'org.apache.kafka.tools.LeaderElectionCommand',
  'kafka-get-offsets': 'org.apache.kafka.tools.GetOffsetShell',
  'kafka-delete-records': 'org.apache.kafka.tools.DeleteRecordsCommand',
  'kafka-log-dirs': 'org.apache.kafka.tools.LogDirsCommand',
  'kafka-dump-log': 'org.apache.kafka.tools.DumpLogSegments',
  'kafka-broker-api-versions': 'org.apache.kafka.tools.BrokerApiVersionsCommand',
  'kafka-metadata-quorum': 'org.apache.kafka.tools.MetadataQuorumCommand',
  'kafka-features': 'org.apache.kafka.tools.FeatureCommand',
  'kafka-cluster': 'org.apache.kafka.tools.ClusterTool',
  'kafka-producer-perf-test': 'org.apache.kafka.tools.ProducerPerformance',
  'kafka-consumer-perf-test': 'org.apache.kafka.tools.ConsumerPerformance',
  'kafka-verifiable-producer': 'org.apache.kafka.tools.VerifiableProducer',
  'kafka-verifiable-consumer': 'org.apache.kafka.tools.VerifiableConsumer',
  'kafka-replica-verification': 'org.apache.kafka.tools.ReplicaVerificationTool',
  'kafka-e2e-latency': 'org.apache.kafka.tools.EndToEndLatency',
} as const
export type Tool = keyof typeof TOOLS

export const javaArgs = (lib: string, ...more: readonly string[]): string[] =>
  ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', ...more, '-Dlog4j2.level=ERROR', '-cp', `${lib}/*`]

export const tool = (lib: string, name: Tool, args: readonly string[], options: RunOptions = {}): Promise<Ran> =>
  run('java', [...javaArgs(lib), TOOLS[name], ...args], { timeoutMs: 90_000, ...options })
