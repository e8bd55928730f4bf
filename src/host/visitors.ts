import { clientPrograms } from '../client/programs/index.ts'
import { script } from '../sandbox/script/script.ts'

/** All who use a cluster in the page's worlds: Kafka's own clients, and what the learner wrote. */
export const visitors = { ...clientPrograms, script }
