import type { Codecs } from '../env/codecs.ts'
import type { Lesson } from '../lesson/types.ts'
import { openStore } from '../storage/open-store.ts'
import type { Opened, WorldStore } from '../storage/store.ts'
import { StorageError } from '../storage/store.ts'
import type { Action } from '../world/action.ts'
import type { Programs } from '../world/region.ts'
import type { ScriptHost } from '../world/scripts.ts'
import type { Micros } from '../world/view.ts'
import { serverView } from '../world/view-helpers.ts'
import type { LoggedAction } from '../world/world.ts'
import { World } from '../world/world.ts'
import type { Brought, Life, MakeWorld, Witness, WorldDefinition } from './bring.ts'
import { anew, bring, factsOf } from './bring.ts'
import type { RealClock } from './clock.ts'
import { systemClock } from './clock.ts'
import { LessonCompanion } from './companion.ts'
import type { HostDoor, OpenAsk, Opening, Watcher } from './door.ts'
import type { Shown } from './frame.ts'
import { Keeper } from './keeper.ts'
import type { LatePart } from './late.ts'
import type { Look, Looks } from './look.ts'
import type { Speed } from './pace.ts'
import type { Scene } from './perform.ts'
import { perform } from './perform.ts'
import type { Elsewhere, Placement } from './placement.ts'
import type { Ask, Ran, Trace } from './run.ts'
import { WorldHost } from './world-host.ts'
import type { WorldLike } from './world-like.ts'

export interface DoorOptions {
  programs: Programs
  codecs: Codecs
  /** What of both is not there yet. */
  late?: readonly LatePart[]
  /** Where scripts run; a realm that does not answer at once answers through `answer`. */
  scripts(answer: (script: string, calls: unknown) => void): ScriptHost
  clock?: RealClock
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
  #host: WorldHost | null = null
  #scripts: ScriptHost | null = null
  #opening: Promise<unknown> = Promise.resolve()
  #ticket: Ticket | null = null
  #fetched: Promise<void> = Promise.resolve()

  constructor(options: DoorOptions) {
    this.#options = options
  }

  async open(ask: OpenAsk, watcher: Watcher): Promise<Opening> {
    const ticket = this.#ticket = { isWanted: true }
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
  async play(): Promise<void> { this.#there().play() }
  async pause(): Promise<void> { this.#there().pause() }
  async step(): Promise<void> { this.#there().step() }
  async setSpeed(speed: Speed): Promise<void> { this.#there().setSpeed(speed) }
  async run(ask: Ask): Promise<Ran> { return this.#there().run(ask) }
  async setHidden(hidden: boolean): Promise<void> { this.#host?.setHidden(hidden) }
  async place(placement: Placement): Promise<void> { this.#host?.place(placement) }
  async trace(): Promise<Trace> { return this.#there().trace() }
  async look<L extends Look>(look: L): Promise<Looks[L['is']]> { return this.#there().look(look) }
  async retryStorage(): Promise<void> { this.#there().retryStorage() }
  async log(): Promise<readonly LoggedAction[]> { return this.#there().world.log() }

  /** A world that is still being opened is not opened to its end. */
  close(): Promise<void> {
    if (this.#ticket) this.#ticket.isWanted = false
    this.#host?.stopRuns()
    const closed = this.#opening.then(() => this.#shut())
    this.#opening = closed
    return closed
  }

  async #shut(): Promise<void> {
    const host = this.#host
    this.#host = null
    for (const { name, program } of Object.values(host?.world.view().processes ?? {})) if (program === 'script') this.#scripts?.ended(name)
    await host?.close()
  }

  /** Nothing that is asked for later overtakes what waits here. */
  async #fetch(forWhat: unknown): Promise<void> {
    const wanted = (this.#options.late ?? []).filter(part => part.isMeantBy(forWhat))
    const fetched = this.#fetched.then(async () => { await Promise.all(wanted.map(part => part.fetch())) })
    this.#fetched = fetched.catch(() => {})
    await fetched
  }

  #there(): WorldHost {
    if (!this.#host) throw new Error('no world is open')
    return this.#host
  }

  async #open(ask: OpenAsk, watcher: Watcher, ticket: Ticket): Promise<Opening> {
    await this.#shut()
    const { store, problem } = this.#options.store ? { store: this.#options.store, problem: null } : await openStore()
    const opened = await store.open(ask.definition.id)
    const folder = ask.lesson ? await this.#options.lessons?.(ask.lesson) : undefined
    const { manifest } = opened
    const all = { manifest, definition: ask.definition, files: folder?.files, opening: folder?.lesson.world.opening }
    await this.#fetch(manifest || folder ? all : ask.definition.start)
    const looking = new Looking(folder?.lesson, watcher)
    const brought = await this.#bring(ask, opened, store, looking)
    const { world, arrival, life } = brought
    if (!ticket.isWanted) throw new Error('closed before it was open')
    this.#host = this.#hostOf(ask, brought, { store, writer: opened.writer }, looking, watcher)
    if (arrival.is === 'new') await this.#arrive(ask.definition, folder, life, looking)
    else if (arrival.is !== 'replayed') await this.#host.run({ until: () => isServing(world), for: RECOVERY })
    if (ask.playing ?? true) this.#host?.play()
    return { ok: true, arrival, seed: life.seed, now: world.now, notKept: problem?.problem ?? null }
  }

  async #bring(ask: OpenAsk, opened: Opened, store: WorldStore, looking: Looking): Promise<Brought> {
    const { programs, codecs, scripts } = this.#options
    // a realm of the world before may still answer, and its script may bear the same name
    const realms = scripts((script, calls) => { if (this.#scripts === realms) this.#host?.answer(script, calls) })
    this.#scripts = realms
    const make: MakeWorld = options => new World({ ...options, programs, codecs, scripts: realms, profile: 'laptop', onCrash: 'throw' })
    const brought = ask.startOver ? anew(ask.definition, make) : await bring(ask.definition, opened, store, make, looking)
    if (brought.arrival.is !== 'replayed') looking.begin(brought.world)
    return brought
  }

  #hostOf(ask: OpenAsk, { world, epoch, begins, life }: Brought, at: { store: WorldStore; writer: number }, looking: Looking, watcher: Watcher): WorldHost {
    const { clock = systemClock, elsewhere } = this.#options
    const { speed = 1, placement = 'one' } = ask
    const facts = () => factsOf(life, world)
    const keeper = new Keeper({ ...at, worldId: ask.definition.id, clock, epoch, facts, ...(begins && { begins }) })
    const companion = looking.companion ?? undefined
    const publish = (shown: Shown) => watcher.shown(shown)
    return new WorldHost({
      world, clock, keeper, publish, speed, playing: false, placement, elsewhere: elsewhere?.() ?? null, ...(companion && { companion }),
    })
  }

  /** Plays the opening; the person arrives at its end. */
  async #arrive({ opening = [] }: WorldDefinition, folder: LessonFolder | undefined, life: Life, looking: Looking): Promise<void> {
    const host = this.#there()
    const fetched = this.#fetch(opening)
    fetched.catch(() => {})
    for (const step of opening) {
      if ('do' in step) await fetched.then(() => host.act(step))
      else await host.run(step)
    }
    if (folder) await perform(folder.lesson.world.opening, sceneOf(host, looking.companion!, folder.files))
    life.arrivedAt = host.world.now
    looking.arrive(host.world)
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

/** Whether a world that is being opened is still wanted. */
interface Ticket { isWanted: boolean }

/** A lesson's companion from its world's first event on, also while that is lived again. */
class Looking implements Witness {
  companion: LessonCompanion | null = null
  readonly #lesson: Lesson | undefined
  readonly #watcher: Watcher

  constructor(lesson: Lesson | undefined, watcher: Watcher) {
    this.#lesson = lesson
    this.#watcher = watcher
  }

  begin(world: World): void { if (this.#lesson) this.companion = new LessonCompanion(this.#lesson, world) }
  arrive(world: WorldLike): void { this.companion?.arrive(world) }
  look(told: Parameters<Witness['look']>[0], world: World): void { this.companion?.look(told, world) }
  progress(part: number): Promise<void> {
    this.#watcher.replaying(part)
    return new Promise(resolve => { systemClock.after(0, resolve) })
  }
}
