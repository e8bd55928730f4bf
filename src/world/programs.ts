import { clientPrograms } from '../client/programs/index.ts'
import type { Programs } from './region.ts'
import { servers } from './servers.ts'

/** Kafka's own programs, by the name an action starts them with. */
export const programs: Programs = { ...servers, ...clientPrograms }
