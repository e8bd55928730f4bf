import type { Action } from '../world/action.ts'
import type { ClusterView, Micros, PartitionId, Told } from '../world/view.ts'
import type { History } from './history.ts'
import type { LessonCard, LessonScreen } from './lesson/types.ts'
import type { Imported, ImportStep } from '../session/import-folder.ts'
import type { ForeignFiles, ForeignFolder } from '../world/import/folder.ts'
import type { Look, Looks } from '../session/look.ts'
import type { ConfigChange, ConfigEntry, ConfigRefusal, ConfigResource } from '../session/configs.ts'
import type { RestorePlan } from '../session/backup/restore.ts'
import type { RecallQuestion } from '../session/recall/recalling.ts'
import type { ReadParts } from '../session/replica-reading.ts'
import type { ResetAsk, ResetPreview } from '../session/reset.ts'
import type { Inspected, Inspector, Selection } from '../session/route.ts'
import type { OwnLesson } from '../lesson/own.ts'
import type { OpenedLesson } from '../session/own/own.ts'
import type { Parcel } from '../session/share/share-world.ts'
import type { SharedWorld } from '../session/share/shared-world.ts'
import type { Shell } from '../session/shell/shell.ts'
import type { Layout, Settings } from '../session/settings.ts'
import type { TimeSessionState, Track } from '../session/time/time.ts'
import type { Condition } from '../session/time/until.ts'
import type { NamedWorld } from '../session/worlds/named.ts'
import type { Origin } from '../session/worlds/cards.ts'
import type { Offline } from '../session/offline/offline.ts'
import type { Trouble } from '../session/trouble.ts'
import type { TimeMark } from './time/marks.ts'

/*
 * What the page reads and what it can ask for: everything below this line is drawing. `session-desk.ts` fills it from the
 * session's stores; a test fills it by hand.
 */

export type Screen = 'home' | 'explore' | 'lesson' | 'about' | 'shared'
export type Zoom = NonNullable<Settings['zoom']>
export type DockTab = Layout['tab']
/** The one pane a narrow page shows. */
export type Pane = Layout['pane']
export type { Inspector, Layout, Selection, Settings, Trouble }

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
  /** Others use it, by the real clock: no pause, no way back. */
  live: boolean
  /** Why it is not faster. */
  limitedBy: 'storage' | 'machine' | null
  /** A script stands at a breakpoint, and holds the world. */
  stands: { readonly script: string; readonly line: number } | null
}

/** The forks of the world, what time is busy with, and what can be undone. */
export interface ForksState extends TimeSessionState { undo: Action | null; redo: Track | null }

/** Trouble that leaves nothing to look at; the rest is a line above the stage. */
export const blocks = (trouble: Trouble): boolean => ['loading', 'held-elsewhere', 'refused', 'broken', 'crashed', 'detached', 'unknown-world'].includes(trouble.is)

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
  /** How many older ones there were too many of. */
  unmarked: number
  /** Thresholds that metrics crossed, as far as this life of the world was sampled. */
  crossed: readonly TimeMark[]
  time: TimeState
  forks: ForksState
  selection: Selection | null
  /** What each inspector was asked for, by the names of its filters; part of the page's link. */
  inspected: Readonly<Partial<Record<Inspector, Inspected['of']>>>
  ring: Ring | null
  settings: Settings
  layout: Layout
  lesson: LessonScreen | null
  lessons: readonly LessonCard[]
  palette: boolean
  /** The dialog that asks until when to run is open. */
  runAsked: boolean
  /** The track the open one is compared with. */
  compared: string | null
  /** The dialog that brings a foreign log folder in is open. */
  importing: boolean
  /** The dialog that hands this world to somebody is open. */
  sharing: boolean
  /** What stands behind `#/shared/` in the address. */
  sharedLink: string
  /** Id of the world of its own that lives here now; empty for any other, and while one comes or goes. */
  worldId: string
  /** A lesson is being recorded: how much had been done before; null where the world's log does not reach back to its start. */
  recording: { readonly from: number | null } | null
  /** What of the page is here without a network, and whether a newer version waits. */
  offline: Offline
  /** Its one world is the cluster that serves the page: no lessons, nothing kept. */
  attached: boolean
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
  forks: ForksDo
  select(selection: Selection | null): void
  /** What an inspector is asked for; an empty text is nothing asked. */
  inspect(tab: Inspector, of: Inspected['of']): void
  ring(ring: Ring | null): void
  set(settings: Partial<Settings>): void
  arrange(layout: Partial<Layout>): void
  openPalette(open: boolean): void
  /** Puts what was crossed on the time bar. */
  crossed(marks: readonly TimeMark[]): void
  /** Where the partition's replicas are to be, the preferred leader first. */
  reassign(partition: PartitionId, replicas: readonly number[]): void
  electPreferred(partitions: readonly PartitionId[]): void
  previewReset(ask: ResetAsk): Promise<ResetPreview>
  /** Resolves to Kafka's refusal, or to null when the offsets are written. */
  reset(ask: ResetAsk): Promise<string | null>
  openImport(open: boolean): void
  /** Rejects with ImportError. */
  readFolder(files: ForeignFiles): Promise<ForeignFolder>
  /** Rejects with ImportStopped. */
  importFolder(folder: ForeignFolder, told: (step: ImportStep) => void): Promise<Imported>
  /** The files of a replica as they are stored, by their names in its folder. */
  replicaFiles(partition: PartitionId, broker: number): Promise<Readonly<Record<string, Uint8Array>>>
  /** The same, of each no more than is wanted. */
  replicaParts(partition: PartitionId, broker: number, ...wanted: Parameters<ReadParts>): ReturnType<ReadParts>
  /** A replica's folder as Kafka lays it out, zipped, as a download. */
  exportReplica(partition: PartitionId, broker: number): void
  /** The terminal's shell: one for the page, fetched when it is first asked for. */
  shell(): Promise<Shell>
  /** Opens the terminal with this line on it, not yet run. */
  typeInTerminal(line: string): void
  describeConfigs(resource: ConfigResource): Promise<{ readonly entries: readonly ConfigEntry[] } | ConfigRefusal>
  alterConfig(resource: ConfigResource, change: ConfigChange): Promise<ConfigRefusal | null>
  /** What the view does not show: frames that left, their bytes, what processes measure. Rejects while no world is open. */
  look<L extends Look>(look: L): Promise<Looks[L['is']]>
  openShare(open: boolean): void
  /** The open world, at this moment; null when its beginning is no longer in its log. */
  share(name: string): Promise<Parcel | 'opening' | null>
  /** Reads what a link or a file brings. Rejects with ShareError. */
  readShared(from: { link: string } | { text: string }): Promise<SharedWorld>
  /** Opens it as a world of its own, and shows it. */
  openShared(shared: SharedWorld): Promise<void>
  /** Worlds with names, the newest first. */
  worlds(): Promise<readonly NamedWorld[]>
  /** Makes one and opens it. */
  makeWorld(name: string, from: Origin): Promise<void>
  openWorld(id: string): void
  renameWorld(id: string, name: string): Promise<void>
  removeWorld(id: string): Promise<void>
  /** Questions of lessons that are done, to be asked again now. */
  recallDue(): Promise<readonly RecallQuestion[]>
  recalled(key: string, knew: boolean): Promise<void>
  /** All that is kept here as one file, as a download; its size in bytes. */
  takeBackup(): Promise<number>
  /** Reads such a file, and says what taking it in would do. Rejects with ShareError. */
  readBackup(file: Uint8Array): Promise<ReadBackup>
  /** Has the page stored for a time without network, where a browser can. */
  keepOffline(): Promise<void>
  /** Stores what is open and goes over to the newer version, in all tabs. */
  switchVersion(): void
  startOver(): void
  /** This tab takes the world from the other. */
  takeOver(): void
  /** Once more, whatever stood in the way. */
  again(): void
  openLesson(id: string): void
  lesson: LessonDo
  own: OwnDo
}
/** `restore`: what is here and differs becomes as it is in the file, if the person says so; all else stays. Rejects with StorageError. */
export interface ReadBackup { readonly plan: RestorePlan; restore(replaces: boolean): Promise<void> }
export interface ForksDo {
  /** Goes on from the moment that is looked at, on a new track. */
  continueFrom(at: Micros): void
  undo(): void
  redo(): void
  switchTo(track: string): void
  rename(track: string, name: string): void
  remove(track: string): void
  cancel(): void
  /** The same again without the last action. */
  withoutLast(): void
  /** The same again without the nth action. */
  without(nth: number): void
  /** The same again with a config set at the moment that is looked at, or from the beginning. */
  withConfig(resource: ConfigResource, change: ConfigChange): void
  runFor(duration: Micros): void
  runUntilEvent(event: string): void
  runUntil(condition: Condition): void
  /** The dialog that asks until when. */
  openRun(open: boolean): void
  /** The open track beside another one, at one moment of the clock they share; null: the open one alone. */
  compare(track: string | null): void
  /** Another track as it was at a moment; null when it cannot be had. */
  lookBack(track: string, at: Micros): Promise<ClusterView | null>
}
export interface OwnDo {
  /** A lesson begins at this moment. */
  begin(): Promise<void>
  drop(): void
  /** What was done since. */
  did(): Promise<string[]>
  /** Makes a world of what was recorded, and opens it. */
  make(title: string, lesson: OwnLesson): Promise<void>
  /** The lesson that came with a world; null for one that came without. */
  opened(id: string): Promise<OpenedLesson | null>
  keep(id: string, step: number): Promise<void>
}
export interface LessonDo {
  next(): void
  predict(ask: string, option: string): void
  hint(goal: string): void
  /** Plays the solution in a world of its own. */
  solution(): void
  /** Of the solution: no further act; once more from its beginning; back to the learner's own world. */
  stop(): void
  replay(): void
  own(): void
  see(id: string): void
}
