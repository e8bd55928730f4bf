import { script } from '../sandbox/script/script.ts'
import { programs as kafka } from '../world/programs.ts'
import type { Programs } from '../world/region.ts'

/** All that runs in the page's worlds: Kafka's own programs, and the learner's. */
export const programs: Programs = { ...kafka, script }
