import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const LONG = ['src/testing/swarm/swarm.test.ts', 'src/testing/swarm/bugs.test.ts', 'src/lesson/lessons.test.ts', 'src/tools/transcripts.test.ts', 'src/world/cluster.test.ts']
const isLong = ({ moduleId }: TestSpecification): boolean => LONG.some(file => moduleId.endsWith(file))

/** What takes longest begins first, also where no run before has told: the last to begin would leave one core idle. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter(file => !isLong(file))]
  }
}

/** Tests behind real sockets: a process of their own can be ended whatever is still open in it, a thread cannot. */
const SOCKETS = ['src/host/tcp/**/*.test.ts', 'src/dev/cluster.test.ts', 'src/session/project/project.test.ts']

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'engine', include: ['src/**/*.test.{ts,tsx}', 'lessons/**/*.test.ts'], exclude: SOCKETS, pool: 'threads' } },
      { extends: true, test: { name: 'sockets', include: SOCKETS, pool: 'forks' } },
    ],
    // Modules are loaded once for each thread, not for each file: what a test changes globally, it puts back.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // one more than cores: tests behind real sockets wait in real time, and their core has something else to do
    maxWorkers: availableParallelism() + 1,
    // A bound for what hangs, not a measure: these tests wait for states, however slow the machine is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default'],
  },
})
