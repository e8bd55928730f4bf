import type { Action } from '../world/action.ts'
import type { StoredRecord } from '../world/stored-records.ts'
import type { ClusterView, DomainEvent, Micros, PartitionId, Told } from '../world/view.ts'

/*
 * What a lesson is: plain data and pure functions. Nothing here awaits, nothing here knows the page.
 * Words live beside it in `en.md` and `ko.md` (`text.ts` says how they read).
 */

export type Values = Readonly<Record<string, string | number>>
export type Verdict = { met: true; show?: Values } | { met: false; because: string; show?: Values }

/** One track's whole past, as predicates may ask of it. They are monotone because they may look back. */
export interface Past {
  /** The track it is the past of; `main` is the one the learner arrived on. */
  readonly track: string
  /** When the learner arrived. */
  readonly start: ClusterView
  readonly now: ClusterView
  /** Events since the learner arrived, oldest first, whose fields equal those of `where`. */
  events<K extends DomainEvent['is']>(is: K, where?: Partial<Extract<Told, { is: K }>>): Extract<Told, { is: K }>[]
  /** The view at the last kept moment at or before `at`. */
  viewAt(at: Micros): ClusterView
  /** What the log of a partition's leader holds now, in order; nothing where no world is at hand, as on the page. */
  records(partition: PartitionId): readonly StoredRecord[]
  /** A file of the partition's folder there, by its name; null when it is not there. */
  file(partition: PartitionId, name: string): Uint8Array | null
}

/**
 * The learner's other tracks, in the order they began, each as they left it: endings that exclude each other stand side by side here.
 * `past` is the track they are on.
 */
export type Forks = readonly Past[]

export interface Lesson {
  id: string
  track: 1 | 2 | 3 | 4 | 5 | 6 | 7
  after: readonly string[]
  minutes: number
  sources: readonly Source[]
  world: LessonWorld
  /** Scripts beside `lesson.ts`, opened for the learner; the first is the one on top. */
  files: readonly string[]
  opens: 'editor' | 'stage' | 'group'
  /** Numbers this lesson decided; all others come from the run. */
  inputs: Values
  /** Fills every {placeholder} of the text. */
  values(past: Past, forks: Forks): Values
  /** `[text](see:ID)`: what to select. */
  sees: Readonly<Record<string, (past: Past) => Seen>>
  steps: readonly Step[]
  goals: readonly Goal[]
  solution: readonly Act[]
  recall: readonly string[]
  tests: LessonTests
}

export interface LessonWorld {
  /** Brokers, their racks and where the controller runs; `world/topology.ts` turns it into actions. */
  brokers: number
  racks?: readonly string[]
  controller: 'combined' | 'apart'
  /** Server properties of all brokers beyond the defaults. */
  properties?: Readonly<Record<string, string>>
  /** What happens before the learner arrives, as fast as it goes. */
  opening: readonly Act[]
  speed: number
}

/** What a link of the text or a step selects on the page. */
export interface Seen { partition?: PartitionId; offset?: number; broker?: number; mark?: 'hw' | 'isr' | 'log'; frame?: string; nth?: number; by?: string; logLine?: string; event?: Told | undefined; group?: string }

export type Step =
  | { kind: 'act'; id: string; goal?: string }
  | { kind: 'look'; id: string; see: string }
  | { kind: 'ask'; id: string; options: readonly string[]; right(past: Past): string; settles(past: Past): boolean; needs?: readonly string[] }
  | { kind: 'card'; id: string; ask: string }

/**
 * Judged on the track the learner is on; met on one track, it is met. `within`: world time the solution may take, from the goal before it
 * (of the same track; after a rewind from where that leads).
 */
export interface Goal { id: string; within: Micros; check(past: Past, forks: Forks): Verdict }

/** One thing done to a lesson's world, by its opening, its solution or a test. */
export interface Act {
  /** Section of the text to say with it. */
  say?: string
  do:
    | { act: Action }
    /** Through the world's admin process, as a real request. */
    | { admin: AdminAct }
    | { run: string; as?: string }
    | { stop: string }
    | { edit: string; replace: readonly [string, string] }
    | { wait: (past: Past) => boolean; atMost: Micros }
    | { for: Micros }
    /** Goes on from that moment, on a new track; what follows happens there. Null: it has not been yet. */
    | { rewind: (past: Past) => Micros | null }
}
/** A command of `client/programs/admin`. */
export type AdminAct = Readonly<Record<string, unknown>> & { readonly do: string }

export interface Source { note: 'S' | 'P' | 'I' | 'C' | 'K'; quote: string; holds: 'yes' | 'then' | 'half' | 'no'; since?: string }

export interface LessonTests {
  otherWays: readonly (readonly Act[])[]
  mistakes: readonly { acts: readonly Act[]; goal: string; because: string }[]
  ends(past: Past, forks: Forks): boolean
}

export const met = (show?: Values): Verdict => ({ met: true, ...(show && { show }) })
export const not = (because: string, show?: Values): Verdict => ({ met: false, because, ...(show && { show }) })
