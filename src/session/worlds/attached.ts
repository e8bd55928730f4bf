import type { WorldDefinition } from '../../host/bring.ts'

/** The cluster that serves this page: it was there before the page, and nothing is begun or kept here. */
export const attachedWorld: WorldDefinition = { id: 'attached', kind: 'free', seed: 0, start: [] }
