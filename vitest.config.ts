import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { atStrength } from './src/testing/strength.ts'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const LONG = [
  'src/testing/swarm/swarm.test.ts', 'src/testing/swarm/bugs.test.ts', 'src/lesson/lessons.test.ts', 'src/tools/transcripts.test.ts', 'src/world/cluster.test.ts',
  'src/session/session.test.ts', 'src/host/tcp/kcat.test.ts', 'src/host/tcp/serve.test.ts', 'src/testing/hostile/left-behind.test.ts',
]
const isLong = ({ moduleId }: TestSpecification): boolean => LONG.some(file => moduleId.endsWith(file))

/** What takes longest begins first, also where no run before has told: the last to begin would leave one core idle. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter(file => !isLong(file))]
  }
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'lessons/**/*.test.ts'],
    // Processes: one can be ended whatever is still open in it, sockets above all. A thread cannot.
    pool: 'forks',
    // Modules are loaded once for each process, not for each file: what a test changes globally, it puts back. Of one project alone, for a
    // process ends where the next file is another project's, and all that is warm in it is made anew.
    isolate: false,
    // Worlds make much that is soon gone: where the young have more room, they are looked through less often.
    execArgv: ['--max-semi-space-size=64'],
    // What a file reads as is kept, by its content, for the runs that come after.
    experimental: { fsModuleCache: true, fsModuleCachePath: 'node_modules/.terrarium/modules' },
    sequence: { sequencer: LongestFirst },
    // one more than cores where there is long to wait for: tests behind real sockets wait in real time, and their core has something else to do
    maxWorkers: availableParallelism() + atStrength(0, 1),
    // A bound for what hangs, not a measure: these tests wait for states, however slow the machine is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default'],
  },
})
