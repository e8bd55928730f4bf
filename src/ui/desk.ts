import type { Action } from '../world/action.ts'
import type { ClusterView, Micros, PartitionId, Told } from '../world/view.ts'
import type { History } from './history.ts'
import type { Language } from './i18n/index.ts'
import type { LessonCard, LessonScreen } from './lesson/types.ts'
import type { ResetAsk, ResetPreview } from './group/reset.ts'
import type { TimeMark } from './time/marks.ts'

/*
 * What the page reads and what it can ask for: everything below this line is drawing. `session-desk.ts` fills it from the
 * session's stores; a test fills it by hand.
 */

export type Screen = 'home' | 'explore' | 'lesson' | 'about'
export type Zoom = 'brokers' | 'partitions' | 'records'
export type DockTab = 'log' | 'editor' | 'groups' | 'ledger'
/** The one pane a narrow page shows. */
export type Pane = 'lesson' | 'stage' | 'dock' | 'ledger'

export type Selection =
  | { is: 'partition'; partition: PartitionId }
  | { is: 'replica'; partition: PartitionId; broker: number; offset?: number }
  | { is: 'broker'; broker: number }
  | { is: 'controller'; node: number }
  | { is: 'process'; process: string }
  | { is: 'group'; group: string }
  | { is: 'frame'; connection: string; correlation: number; dir: 'request' | 'response' }
  | { is: 'event'; seq: number }
  | { is: 'link'; from: string; to: string }

/** What a hovered word of the lesson, or a step, rings on the stage. */
export interface Ring { isr?: boolean; hw?: boolean; log?: boolean; partition?: PartitionId; broker?: number; offset?: number }

export interface TimeState {
  now: Micros
  /** Where the world has got to; `now` is earlier while an old moment is shown. */
  head: Micros
  playing: boolean
  /** World seconds a second; `Infinity` = as fast as it goes. */
  speed: number
  /** What the world does next, while it stands still. */
  next: { text: string; at: Micros } | null
  /** Why it is not faster. */
  limitedBy: 'storage' | 'machine' | null
}

/** Something the page has to say before, or instead of, the world. */
export type Trouble =
  | { is: 'loading' }
  | { is: 'storage-full' }
  | { is: 'no-storage' }
  | { is: 'second-tab' }
  | { is: 'older-format'; lost: string }
  | { is: 'broken'; message: string; seed: string; log: string }
  | { is: 'hidden' }
/** Trouble that leaves nothing to look at; the rest is a line above the stage. */
export const blocks = (trouble: Trouble): boolean => ['loading', 'second-tab', 'broken'].includes(trouble.is)

export interface Layout { side: number; dock: number; lesson: number; dockOpen: boolean; tab: DockTab; pane: Pane }
export interface Settings { theme: 'system' | 'light' | 'dark'; language: Language; internal: boolean; outline: boolean; zoom: Zoom | null }

export interface DeskState {
  screen: Screen
  world: { name: string; seed: string }
  firstVisit: boolean
  trouble: Trouble | null
  view: ClusterView | null
  history: History
  /** The latest events, oldest first; bounded. */
  told: readonly Told[]
  /** What a person, a lesson or a script did to the world. */
  actions: readonly { at: Micros; action: Action }[]
  /** Moments worth finding again, of the whole run. */
  marks: readonly TimeMark[]
  time: TimeState
  selection: Selection | null
  ring: Ring | null
  settings: Settings
  layout: Layout
  lesson: LessonScreen | null
  lessons: readonly LessonCard[]
  palette: boolean
}

/** Everything a person can ask for. Requests Kafka has an API for travel as real requests and may be refused. */
export interface DeskDo {
  go(screen: Screen): void
  act(action: Action): void
  play(): void
  pause(): void
  step(): void
  stepBack(): void
  seek(at: Micros): void
  setSpeed(times: number): void
  select(selection: Selection | null): void
  ring(ring: Ring | null): void
  set(settings: Partial<Settings>): void
  arrange(layout: Partial<Layout>): void
  openPalette(open: boolean): void
  electPreferred(partitions: readonly PartitionId[]): void
  previewReset(ask: ResetAsk): Promise<ResetPreview>
  /** Resolves to Kafka's refusal, or to null when the offsets are written. */
  reset(ask: ResetAsk): Promise<string | null>
  startOver(): void
  useTabHere(): void
  openLesson(id: string): void
  lesson: LessonDo
}
export interface LessonDo {
  next(): void
  predict(ask: string, option: string): void
  hint(goal: string): void
  solution(): void
  see(id: string): void
}
