import { inTempFolder } from '../cache.ts'
import { adminSteps } from '../differential/admin.ts'
import { differences } from '../differential/compare.ts'
import { groupSteps } from '../differential/groups.ts'
import { recordSteps } from '../differential/records.ts'
import type { Side, Step } from '../differential/step.ts'
import { deletionSteps, partitionSteps, topicSteps } from '../differential/topics.ts'
import { Wire } from '../differential/wire.ts'
import { hasJava, jars, KAFKA, NO_JAVA } from '../java.ts'
import { ran, skipped, type Check, type Part } from '../part.ts'
import { startRealKafka } from '../real-kafka.ts'
import { withServed } from '../served.ts'

const STEPS: readonly Step[] = [...topicSteps, ...recordSteps, ...groupSteps, ...adminSteps, ...partitionSteps, ...deletionSteps]
/** So many differences of one step are told. */
const TOLD = 4

/** The same requests to a real cluster of Kafka and to ours, one after the other, their answers field by field. */
export const differential: Part = {
  name: 'differential', judge: `Apache Kafka ${KAFKA}, three brokers`,
  run: async () => !hasJava() ? skipped(NO_JAVA) : inTempFolder(async dir => {
    const kafka = await startRealKafka(await jars(), dir, { 'group.initial.rebalance.delay.ms': '0' })
    try {
      return await withServed(['--brokers', '3', '--set', 'group.initial.rebalance.delay.ms=0'],
        async servers => ran(await compared(kafka.bootstrapServers, servers)))
    } finally {
      await kafka.stop()
    }
  }),
}

async function compared(kafkaServers: string, ourServers: string): Promise<Check[]> {
  const [kafka, ours] = [kafkaServers, ourServers].map((servers): Side => ({ wire: new Wire(servers), memo: new Map(), coordinator: 1 })) as [Side,
    Side]
  const checks: Check[] = []
  for (const step of STEPS) checks.push(await comparedStep(step, kafka, ours))
  for (const { wire } of [kafka, ours]) wire.close()
  return checks
}

async function comparedStep({ name, ask, except }: Step, kafka: Side, ours: Side): Promise<Check> {
  const [theirs, mine] = await Promise.all([kafka,
    ours].map(side => ask(side).catch((error: unknown) => `failed: ${error instanceof Error ? error.message : String(error)}`)))
  const differ = differences(theirs, mine, except)
  return { name, passed: differ.length === 0, note: [...differ.slice(0, TOLD),
    ...differ.length > TOLD ? [`and ${differ.length - TOLD} more`] : []].join('; ') }
}
