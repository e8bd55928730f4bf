import type { Env, Process, Program } from '../env/process.ts'
import { brokerApiVersions } from './broker-api-versions.ts'
import { cluster } from './cluster.ts'
import { configs } from './configs/configs.ts'
import { ConsoleConsumer } from './console/consumer.ts'
import { ConsoleProducer } from './console/producer.ts'
import { consumerGroups } from './consumer-groups/consumer-groups.ts'
import { deleteRecords } from './delete-records.ts'
import { dumpLogTool } from './dump-log/dump-log.ts'
import { features } from './features/features.ts'
import { getOffsets } from './get-offsets.ts'
import { groups } from './groups.ts'
import { kcat } from './kcat/kcat.ts'
import { leaderElection } from './leader-election.ts'
import { listFiles, moveFiles, printFiles } from './local-files.ts'
import { LocalToolProgram, type LocalTool } from './local-program.ts'
import { logDirs } from './log-dirs.ts'
import { metadataQuorum } from './metadata-quorum.ts'
import { NotFound } from './not-found.ts'
import { ConsumerPerformance } from './perf/consumer.ts'
import { ProducerPerformance } from './perf/producer.ts'
import { AdminToolProgram } from './program.ts'
import { reassignPartitions } from './reassign/reassign.ts'
import { storage } from './storage.ts'
import type { Invocation, Tool } from './tool.ts'
import { topics } from './topics/topics.ts'
import { VerifiableConsumer } from './verifiable/consumer.ts'
import { VerifiableProducer } from './verifiable/producer.ts'

const admin = (tool: Tool) => (env: Env, invocation: Invocation): Process => new AdminToolProgram(env, tool, invocation)
const local = (tool: LocalTool) => (env: Env, invocation: Invocation): Process => new LocalToolProgram(env, tool, invocation)

/** Every tool there is, by the name of Kafka's script. */
export const tools: Readonly<Record<string, Program<Invocation>>> = {
  cat: local(printFiles),
  kcat,
  ls: local(listFiles),
  mv: local(moveFiles),
  'kafka-broker-api-versions.sh': admin(brokerApiVersions),
  'kafka-cluster.sh': admin(cluster),
  'kafka-configs.sh': admin(configs),
  'kafka-console-consumer.sh': (env, invocation) => new ConsoleConsumer(env, invocation),
  'kafka-console-producer.sh': (env, invocation) => new ConsoleProducer(env, invocation),
  'kafka-consumer-groups.sh': admin(consumerGroups),
  'kafka-consumer-perf-test.sh': (env, invocation) => new ConsumerPerformance(env, invocation),
  'kafka-delete-records.sh': admin(deleteRecords),
  'kafka-dump-log.sh': local(dumpLogTool),
  'kafka-features.sh': admin(features),
  'kafka-get-offsets.sh': admin(getOffsets),
  'kafka-groups.sh': admin(groups),
  'kafka-leader-election.sh': admin(leaderElection),
  'kafka-log-dirs.sh': admin(logDirs),
  'kafka-metadata-quorum.sh': admin(metadataQuorum),
  'kafka-producer-perf-test.sh': (env, invocation) => new ProducerPerformance(env, invocation),
  'kafka-reassign-partitions.sh': admin(reassignPartitions),
  'kafka-storage.sh': local(storage),
  'kafka-topics.sh': admin(topics),
  'kafka-verifiable-consumer.sh': (env, invocation) => new VerifiableConsumer(env, invocation),
  'kafka-verifiable-producer.sh': (env, invocation) => new VerifiableProducer(env, invocation),
}

/** A command line as a process. */
export const toolProgram: Program<Invocation> = (env, invocation) => {
  const [command = ''] = invocation.argv
  const make = Object.hasOwn(tools, command) ? tools[command] : undefined
  return make ? make(env, invocation) : new NotFound(env, invocation)
}
