import type { Placement } from '../host/placement.ts'
import type { WorkStore } from '../storage/store.ts'
import type { Kept } from './kept.ts'
import { keep } from './kept.ts'

export type Language = 'en' | 'ko'
export interface Settings {
  theme: 'system' | 'light' | 'dark'
  language: Language
  /** Whether Kafka's own topics are shown. */
  internal: boolean
  /** The outline instead of the picture. */
  outline: boolean
  zoom: 'fleet' | 'brokers' | 'partitions' | 'records' | null
  /** How offsets stand in long logs; null: nobody has chosen, and the page explains its own choice. */
  scale?: 'linear' | 'log' | null
  /** The faults one can take in hand lie open. */
  faults?: boolean
  /** Who runs the free world: one worker, or one each broker. */
  placement: Placement
  /** What the person is to be told of; null: what is usual. */
  thresholds?: Threshold[] | null
}

/** Metrics by their names in samples, and where one of them asks for somebody: in any process, or summed up over all. */
export interface Threshold { metric: string; over: 'each' | 'sum'; is: 'above' | 'below' | 'not'; value: number }

export interface Layout {
  /** Widths and heights of the panes in px. */
  side: number
  dock: number
  lesson: number
  dockOpen: boolean
  /** It takes the whole page, and the stage is folded to one row. */
  dockFills: boolean
  tab: 'log' | 'editor' | 'terminal' | 'groups' | 'segments' | 'wire' | 'metrics' | 'configs' | 'internal' | 'ledger'
  /** The one pane a narrow page shows. */
  pane: 'lesson' | 'stage' | 'dock' | 'ledger'
}

/** What the page remembers of the person: whether they were here before, and which lessons they have begun and done. */
export interface Visits { before: boolean; begun: readonly string[]; done: readonly string[] }

export const keepSettings = (work: WorkStore, language: Language): Kept<Settings> =>
  keep(work, 'settings', { theme: 'system', language, internal: false, outline: false, zoom: null, scale: null, faults: false, placement: 'one', thresholds: null })

export const keepLayout = (work: WorkStore): Kept<Layout> =>
  keep(work, 'layout', { side: 312, dock: 322, lesson: 520, dockOpen: false, dockFills: false, tab: 'log', pane: 'stage' })

export const keepVisits = (work: WorkStore): Kept<Visits> =>
  keep(work, 'visits', { before: false, begun: [], done: [] })
