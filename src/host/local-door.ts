import type { Codecs } from '../env/codecs.ts'
import type { Lesson } from '../lesson/types.ts'
import { openStore } from '../storage/open-store.ts'
import type { WorldStore } from '../storage/store.ts'
import { StorageError } from '../storage/store.ts'
import type { Action } from '../world/action.ts'
import type { Programs } from '../world/region.ts'
import type { ScriptHost } from '../world/scripts.ts'
import type { ClusterView, Micros } from '../world/view.ts'
import { serverView } from '../world/view-helpers.ts'
import type { LoggedAction, World } from '../world/world.ts'
import type { WorldDefinition } from './bring.ts'
import { Breakpoints, type Stops } from './breakpoints.ts'
import type { RealClock } from './clock.ts'
import { systemClock } from './clock.ts'
import type { LessonCompanion } from './companion.ts'
import type { HostDoor, OpenAsk, Opening, Watcher } from './door.ts'
import type { LatePart } from './late.ts'
import type { Look, Looks } from './look.ts'
import type { Speed } from './pace.ts'
import { pastOf, type PastLog } from './past.ts'
import type { Scene } from './perform.ts'
import { perform } from './perform.ts'
import type { Elsewhere, Placement } from './placement.ts'
import type { Ask, Ran, Trace } from './run.ts'
import { OpenedWorld, type ForkAsk } from './time/opened-world.ts'
import type { Way } from './time/reach.ts'
import type { WorldHost } from './world-host.ts'

export interface DoorOptions {
  programs: Programs
  codecs: Codecs
  /** What of both is not there yet. */
  late?: readonly LatePart[]
  /** Where scripts run; a realm that does not answer at once answers through `answer`. */
  scripts(answer: (script: string, calls: unknown) => void): ScriptHost
  clock?: RealClock
  /** Where they are stopped, when they can be. */
  breakpoints?: Breakpoints
  /** IndexedDB, or memory with the reason, unless another is given. */
  store?: WorldStore
  lessons?: LessonShelf
  /** Other threads to run brokers in, for one world. */
  elsewhere?(): Elsewhere
}

/** Where lessons are found by id. */
export type LessonShelf = (id: string) => Promise<LessonFolder>
export interface LessonFolder { lesson: Lesson; files: Readonly<Record<string, string>> }

/** Opens and runs worlds in this very thread: the page's worker, a test, the command line. */
export class LocalDoor implements HostDoor {
  readonly #options: DoorOptions
  #world: OpenedWorld | null = null
  #opening: Promise<unknown> = Promise.resolve()
  #ticket: Ticket | null = null
  #watcher: Watcher | null = null
  /** What was last asked to be lived again while a world is open, and the last moment that somebody scrubbing asked for. */
  #errand: Ticket | null = null
  #glance: Ticket | null = null
  #fetched: Promise<void> = Promise.resolve()

  constructor(options: DoorOptions) {
    this.#options = options
  }

  async open(ask: OpenAsk, watcher: Watcher): Promise<Opening> {
    const ticket = this.#ticket = wanted()
    const opening = this.#opening.then(() => this.#open(ask, watcher, ticket))
    this.#opening = opening.catch(() => {})
    try {
      return await opening
    } catch (error) {
      if (error instanceof StorageError) return { ok: false, problem: error.problem, message: error.message }
      throw error
    }
  }

  async act(action: Action): Promise<LoggedAction> {
    await this.#fetch(action)
    return this.#there().act(action)
  }
  /** In turn with `pause`: one that waits for a moment to be lived again must not come after a play that was asked for later. */
  async play(): Promise<void> {
    await this.#opening
    this.#there().play()
  }
  async step(): Promise<void> { this.#there().step() }
  async setSpeed(speed: Speed): Promise<void> { this.#there().setSpeed(speed) }
  /** What a world opens with comes first. */
  async run(ask: Ask): Promise<Ran> {
    await this.#opening
    return this.#there().run(ask)
  }
  /** It ends what is run, and so does not overtake it. */
  async pause(): Promise<void> {
    await this.#opening
    this.#there().pause()
  }
  async setHidden(hidden: boolean): Promise<void> { this.#world?.setHidden(hidden) }
  async place(placement: Placement): Promise<void> { this.#world?.place(placement) }
  async trace(): Promise<Trace> { return this.#there().trace() }
  async look<L extends Look>(look: L): Promise<Looks[L['is']]> { return this.#there().look(look) }
  async stopAt(stops: Stops): Promise<void> { this.#options.breakpoints?.take(stops) }
  async retryStorage(): Promise<void> { this.#there().retryStorage() }
  async log(): Promise<readonly LoggedAction[]> { return this.#there().world.log() }
  async past(): Promise<PastLog | null> {
    await this.#there().trace()
    return pastOf(this.#opened().life, this.#there().world)
  }

  fork(ask: ForkAsk): Promise<string | null> {
    const ticket = this.#errand = wanted()
    return this.#inTurn(() => this.#opened().fork(ask, this.#wayOf(ticket)))
  }
  switchTo(track: string): Promise<boolean> {
    const ticket = this.#errand = wanted()
    return this.#inTurn(() => this.#opened().switchTo(track, this.#wayOf(ticket)))
  }
  lookBack(track: string, at: Micros): Promise<ClusterView | null> {
    const ticket = this.#errand = wanted()
    return this.#inTurn(() => this.#opened().lookBack(track, at, this.#wayOf(ticket)))
  }
  glance(track: string, at: Micros): Promise<ClusterView | null> {
    const ticket = this.#glance = wanted()
    return this.#inTurn(() => this.#opened().lookBack(track, at, this.#wayOf(ticket)))
  }
  renameTrack(track: string, name: string): Promise<void> { return this.#inTurn(() => this.#opened().rename(track, name)) }
  removeTrack(track: string): Promise<void> { return this.#inTurn(() => this.#opened().remove(track)) }
  async cancelFork(): Promise<void> { drop(this.#errand) }
  async cancelGlance(): Promise<void> { drop(this.#glance) }

  /** A world that is still being opened is not opened to its end. */
  close(): Promise<void> {
    for (const ticket of [this.#ticket, this.#errand, this.#glance]) drop(ticket)
    this.#world?.host.stopRuns()
    const closed = this.#opening.then(() => this.#shut())
    this.#opening = closed
    return closed
  }

  async #shut(): Promise<void> {
    const world = this.#world
    this.#world = null
    await world?.close()
  }

  /** One after the other, for each of them changes which world is run. */
  #inTurn<T>(errand: () => Promise<T>): Promise<T> {
    const done = this.#opening.then(errand)
    this.#opening = done.catch(() => {})
    return done
  }

  #wayOf(ticket: Ticket): Way {
    return {
      isWanted: () => ticket.isWanted,
      progress: part => {
        this.#watcher?.replaying(part)
        return new Promise(resolve => { systemClock.after(0, resolve) })
      },
    }
  }

  /** Nothing that is asked for later overtakes what waits here. */
  async #fetch(forWhat: unknown): Promise<void> {
    const wanted = (this.#options.late ?? []).filter(part => part.isMeantBy(forWhat))
    const fetched = this.#fetched.then(async () => { await Promise.all(wanted.map(part => part.fetch())) })
    this.#fetched = fetched.catch(() => {})
    await fetched
  }

  #there(): WorldHost { return this.#opened().host }
  #opened(): OpenedWorld {
    if (!this.#world) throw new Error('no world is open')
    return this.#world
  }

  async #open(ask: OpenAsk, watcher: Watcher, ticket: Ticket): Promise<Opening> {
    await this.#shut()
    this.#watcher = watcher
    const { clock = systemClock, elsewhere } = this.#options
    const { store, problem } = this.#options.store ? { store: this.#options.store, problem: null } : await openStore()
    const folder = ask.lesson ? await this.#options.lessons?.(ask.lesson) : undefined
    await this.#fetch(folder ? { definition: ask.definition, files: folder.files, opening: folder.lesson.world.opening } : ask.past ?? ask.definition.start)
    const world = await OpenedWorld.open({
      store, ask, watcher, clock, breakpoints: this.#breakpoints(), ...(elsewhere && { elsewhere }), fetch: manifest => this.#fetch(manifest),
      kit: { programs: this.#options.programs, codecs: this.#options.codecs, realms: this.#options.scripts, lesson: folder?.lesson ?? null },
    }, this.#wayOf(ticket))
    this.#world = world
    if (!ticket.isWanted) throw new Error('closed before it was open')
    const { arrival, life, host } = world
    if (arrival.is === 'new') await this.#arrive(ask.definition, folder, world)
    else if (arrival.is !== 'replayed') await host.run({ until: () => isServing(world.lived.world), for: RECOVERY })
    if (ask.playing ?? true) this.#world?.host.play()
    return { ok: true, arrival, seed: life.seed, now: world.lived.world.now, arrivedAt: life.arrivedAt ?? 0, notKept: problem?.problem ?? null }
  }

  /** What one world is kept back by is no business of the next. */
  #breakpoints(): Breakpoints {
    const { breakpoints = new Breakpoints() } = this.#options
    breakpoints.forget()
    breakpoints.changed = () => this.#world?.host.stand(breakpoints.stopped)
    return breakpoints
  }

  /** Plays the opening; the person arrives at its end. */
  async #arrive({ opening = [] }: WorldDefinition, folder: LessonFolder | undefined, { host, lived, life }: OpenedWorld): Promise<void> {
    const fetched = this.#fetch(opening)
    fetched.catch(() => {})
    for (const step of opening) {
      if ('do' in step) await fetched.then(() => host.act(step))
      else await host.run(step)
    }
    if (folder) await perform(folder.lesson.world.opening, sceneOf(host, lived.companion!, folder.files))
    // what the world begins with has been done by then: nobody can go back to before it
    if (host.world.now === 0) await host.run({ for: 1 })
    life.arrivedAt = host.world.now
    lived.companion?.arrive(host.world)
  }
}

const sceneOf = (host: WorldHost, companion: LessonCompanion, files: LessonFolder['files']): Scene => ({
  act: action => host.act(action),
  go: (until, atMost) => host.run({ ...(until && { until }), for: atMost }),
  past: () => companion.past,
  files: { ...files },
})

/** A world that came back from its disks is shown once its brokers serve again, or after this time: nobody need watch sessions expire. */
const RECOVERY: Micros = 30_000_000

function isServing(world: World): boolean {
  const servers = Object.values(world.view().processes).filter(process => process.state === 'up').flatMap(process => serverView(process) ?? [])
  return servers.length > 0 && servers.every(server => server.lifecycle === 'RUNNING')
}

/** Whether what is opened or lived again is still wanted. */
interface Ticket { isWanted: boolean }
const wanted = (): Ticket => ({ isWanted: true })
function drop(ticket: Ticket | null): void { if (ticket) ticket.isWanted = false }
