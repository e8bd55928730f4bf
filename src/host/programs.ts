import type { Programs } from '../world/region.ts'
import { servers } from '../world/servers.ts'
import { visitors } from './visitors.ts'

/** All that runs in the page's worlds but the command line's tools. */
export const programs: Programs = { ...servers, ...visitors }
