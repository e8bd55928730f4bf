import type { Codecs } from '../env/codecs.ts'
import type { Lesson } from '../lesson/types.ts'
import { openStore } from '../storage/open-store.ts'
import type { Opened, WorldStore } from '../storage/store.ts'
import { StorageError } from '../storage/store.ts'
import type { Action } from '../world/action.ts'
import type { Programs } from '../world/region.ts'
import type { ScriptHost } from '../world/scripts.ts'
import type { LoggedAction } from '../world/world.ts'
import { World } from '../world/world.ts'
import type { Brought, Life, MakeWorld, Witness } from './bring.ts'
import { anew, bring, factsOf } from './bring.ts'
import type { RealClock } from './clock.ts'
import { systemClock } from './clock.ts'
import { LessonCompanion } from './companion.ts'
import type { HostDoor, OpenAsk, Opening, Watcher } from './door.ts'
import { Keeper } from './keeper.ts'
import type { Speed } from './pace.ts'
import { perform } from './perform.ts'
import type { Ask, Ran } from './run.ts'
import { WorldHost } from './world-host.ts'

export interface DoorOptions {
  programs: Programs
  codecs: Codecs
  /** Where scripts run; a realm that does not answer at once answers through `answer`. */
  scripts(answer: (script: string, calls: unknown) => void): ScriptHost
  clock?: RealClock
  /** IndexedDB, or memory with the reason, unless another is given. */
  store?: WorldStore
  lessons?: LessonShelf
}

/** Where lessons are found by id. */
export type LessonShelf = (id: string) => Promise<{ lesson: Lesson; files: Readonly<Record<string, string>> }>

/** Opens and runs worlds in this very thread: the page's worker, a test, the command line. */
export class LocalDoor implements HostDoor {
  readonly #options: DoorOptions
  #host: WorldHost | null = null
  #scripts: ScriptHost | null = null
  #opening: Promise<unknown> = Promise.resolve()

  constructor(options: DoorOptions) {
    this.#options = options
  }

  async open(ask: OpenAsk, watcher: Watcher): Promise<Opening> {
    const opening = this.#opening.then(() => this.#open(ask, watcher))
    this.#opening = opening.catch(() => {})
    try {
      return await opening
    } catch (error) {
      if (error instanceof StorageError) return { ok: false, problem: error.problem, message: error.message }
      throw error
    }
  }

  async act(action: Action): Promise<LoggedAction> { return this.#there().act(action) }
  async play(): Promise<void> { this.#there().play() }
  async pause(): Promise<void> { this.#there().pause() }
  async step(): Promise<void> { this.#there().step() }
  async setSpeed(speed: Speed): Promise<void> { this.#there().setSpeed(speed) }
  async run(ask: Ask): Promise<Ran> { return this.#there().run(ask) }
  async setHidden(hidden: boolean): Promise<void> { this.#host?.setHidden(hidden) }
  async retryStorage(): Promise<void> { this.#there().retryStorage() }
  async log(): Promise<readonly LoggedAction[]> { return this.#there().world.log() }

  async close(): Promise<void> {
    const host = this.#host
    this.#host = null
    for (const { name, program } of Object.values(host?.world.view().processes ?? {})) if (program === 'script') this.#scripts?.ended(name)
    await host?.close()
  }

  #there(): WorldHost {
    if (!this.#host) throw new Error('no world is open')
    return this.#host
  }

  async #open(ask: OpenAsk, watcher: Watcher): Promise<Opening> {
    await this.close()
    const { store, problem } = this.#options.store ? { store: this.#options.store, problem: null } : await openStore()
    const opened = await store.open(ask.definition.id)
    const folder = ask.lesson ? await this.#options.lessons?.(ask.lesson) : undefined
    const looking = new Looking(folder?.lesson, watcher)
    const { world, epoch, begins, arrival, life } = await this.#bring(ask, opened, store, looking)
    this.#host = this.#hostOf(ask, store, opened.writer, { world, epoch, life, ...(begins && { begins }) }, looking, watcher)
    if (folder && arrival.is === 'new') await this.#arrive(folder, life, looking.companion!)
    if (ask.playing ?? true) this.#host?.play()
    return { ok: true, arrival, seed: ask.definition.seed, now: world.now, notKept: problem?.problem ?? null }
  }

  async #bring(ask: OpenAsk, opened: Opened, store: WorldStore, looking: Looking): Promise<Brought> {
    const { programs, codecs, scripts } = this.#options
    const realms = this.#scripts = scripts((script, calls) => this.#host?.answer(script, calls))
    const make: MakeWorld = options => new World({ ...options, programs, codecs, scripts: realms, profile: 'laptop', onCrash: 'throw' })
    const brought = ask.startOver ? anew(ask.definition, make) : await bring(ask.definition, opened, store, make, looking)
    if (brought.arrival.is !== 'replayed') looking.begin(brought.world)
    return brought
  }

  #hostOf(ask: OpenAsk, store: WorldStore, writer: number, { world, epoch, begins, life }: Pick<Brought, 'world' | 'epoch' | 'begins' | 'life'>, looking: Looking, watcher: Watcher): WorldHost {
    const { clock = systemClock } = this.#options
    const facts = () => factsOf(life, world)
    const keeper = new Keeper({ store, worldId: ask.definition.id, writer, clock, epoch, facts, ...(begins && { begins }) })
    const companion = looking.companion ?? undefined
    return new WorldHost({ world, clock, keeper, publish: shown => watcher.shown(shown), speed: ask.speed ?? 1, playing: false, ...(companion && { companion }) })
  }

  /** Plays a lesson's opening; the learner arrives at its end. */
  async #arrive({ lesson, files }: Awaited<ReturnType<LessonShelf>>, life: Life, companion: LessonCompanion): Promise<void> {
    const host = this.#there()
    await perform(lesson.world.opening, {
      act: action => host.act(action), go: (until, atMost) => host.run({ ...(until && { until }), for: atMost }), past: () => companion.past, files: { ...files },
    })
    life.arrivedAt = host.world.now
    companion.arrive(host.world)
  }
}

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
  arrive(world: World): void { this.companion?.arrive(world) }
  look(told: Parameters<Witness['look']>[0], world: World): void { this.companion?.look(told, world) }
  progress(part: number): Promise<void> {
    this.#watcher.replaying(part)
    return new Promise(resolve => { systemClock.after(0, resolve) })
  }
}
