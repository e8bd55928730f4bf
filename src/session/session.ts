import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { lessons } from '../../lessons/index.ts'
import type { AdminCommand } from '../client/admin/operations.ts'
import type { SpawnedHost } from '../host/client.ts'
import type { HostDoor, OpenAsk, Opening, Watcher } from '../host/door.ts'
import { systemClock } from '../host/clock.ts'
import { removeForks } from '../host/time/kept-tracks.ts'
import { isFork, worldOfTrack } from '../host/time/tracks.ts'
import type { Held, Locks } from '../storage/locks.ts'
import { partsOfWhole } from '../storage/disk-table.ts'
import { holdWorld } from '../storage/locks.ts'
import type { OpenedStore } from '../storage/open-store.ts'
import type { Head, StoredParts, WorkStore } from '../storage/store.ts'
import type { Answer, ResultOf } from './ask-cluster.ts'
import { askCluster } from './ask-cluster.ts'
import { HostSlot } from './host-slot.ts'
import type { Kept } from './kept.ts'
import type { LessonSession } from './lesson-session.ts'
import { Lifecycle } from './lifecycle-run.ts'
import type { PageLike } from './page.ts'
import type { WantedOf } from './replica-reading.ts'
import type { Inspected, Place, Route, Selection } from './route.ts'
import { hashOf, routeOf } from './route.ts'
import type { Layout, Settings, Visits } from './settings.ts'
import { keepLayout, keepSettings, keepVisits } from './settings.ts'
import { TimeSession } from './time/time.ts'
import type { Terrarium } from './terrarium.ts'
import { terrariumOf } from './terrarium.ts'
import type { Trouble } from './trouble.ts'
import { troubleOf } from './trouble.ts'
import { createWorldStore } from './world-store.ts'
import type { WorldState } from './world-store.ts'
import { lessonAsk, lessonWorldId, solutionWorldId } from './worlds/lesson-world.ts'
import { attachedWorld } from './worlds/attached.ts'
import { THREE_RACKS, threeRacks } from './worlds/three-racks.ts'

export interface SessionParts {
  /** Starts a worker; called again when one has died. */
  spawn(): SpawnedHost
  /** The page's own connection, for what is not a world's bytes. */
  opened: OpenedStore
  locks: Locks | undefined
  page: PageLike
  /** The page's one world is the cluster that serves it. */
  attached?: boolean
}

/** The state of the page, without a page: stores to read, verbs to use. Which world is open follows from the route. */
export class Session {
  readonly world: StoreApi<WorldState>
  readonly route: StoreApi<Route>
  /** What the person called the world that is open; null while it has no name of its own. */
  readonly name: StoreApi<{ name: string | null }> = createStore(() => ({ name: null }))
  readonly trouble: StoreApi<{ trouble: Trouble | null }> = createStore(() => ({ trouble: null }))
  readonly lesson: StoreApi<{ lesson: LessonSession | null }> = createStore(() => ({ lesson: null }))
  readonly settings: StoreApi<Settings>
  readonly layout: StoreApi<Layout>
  readonly visits: StoreApi<Visits>
  readonly lifecycle: Lifecycle
  readonly work: WorkStore
  readonly store: OpenedStore['store']
  readonly time: TimeSession
  readonly terrarium: Terrarium
  /** Its one world is the cluster that serves the page. */
  readonly attached: boolean
  readonly #parts: SessionParts
  readonly #kept: readonly Kept<object>[]
  readonly #shown = createWorldStore()
  readonly #host: HostSlot
  /** How much of a lesson's past has been lived again. */
  #replayed: number | null = null
  #asked = 0
  /** How often a track was entered: its disks may have been written down anew, under numbers that meant other bytes before. */
  #entered = 0
  /** Id of the world the route asks for. */
  #wanted = ''
  /** It was never made in this browser. */
  #isMissing = false

  /** Reads what the page remembers, then opens what the address says. */
  static async begin(parts: SessionParts): Promise<Session> {
    const session = new Session(parts)
    await Promise.all(session.#kept.map(kept => kept.load()))
    session.#readAddress()   // whoever is quick has gone elsewhere meanwhile
    session.#unfold()
    session.#listen()
    await session.#follow()
    return session
  }

  private constructor(parts: SessionParts) {
    this.#parts = parts
    this.attached = parts.attached === true
    this.store = parts.opened.store
    this.work = this.store.work
    const settings = keepSettings(this.work, parts.page.language().startsWith('ko') ? 'ko' : 'en')
    const layout = keepLayout(this.work), visits = keepVisits(this.work)
    this.#kept = [settings, layout, visits]
    this.settings = settings.store
    this.layout = layout.store
    this.visits = visits.store
    this.world = this.#shown.store
    this.route = createStore(() => this.#within(routeOf(parts.page.hash())))
    this.#host = new HostSlot(parts.spawn, message => this.lifecycle.send({ type: 'crashed', message }))
    this.lifecycle = new Lifecycle({
      hold: async ({ ask, steal }) => ({ type: 'held', held: await this.#hold(ask!.definition.id, steal) }),
      open: async ({ ask }) => ({ type: 'opened', opening: await this.#open(ask!) }),
      close: async ({ held }) => {
        await this.#close(held).catch(() => {})
        return { type: 'closed' }
      },
    })
    this.time = new TimeSession(() => this.door, this.world)
    this.terrarium = terrariumOf(() => this.door, this.world, this.time, () => this.lifecycle.getSnapshot().context.seed)
  }

  // Verbs

  /** The open world; what is asked of it is refused while none is. */
  get door(): HostDoor { return this.#host.door }

  go(place: Place): void { this.#move(this.#within({ place, selection: null }), true) }
  select(selection: Selection | null): void { this.#move({ ...this.route.getState(), selection }, false) }
  /** What an inspector shows becomes part of the address. */
  inspect(inspected: Inspected | null): void { this.#move({ ...this.route.getState(), inspected }, false) }

  /** A wish Kafka has an API for, as a real request. */
  ask<C extends AdminCommand>(command: C): Promise<Answer<ResultOf<C>>> {
    return askCluster(this.door, this.world, `page-${this.#parts.page.randomSeed()}-${++this.#asked}`, command)
  }

  /** The open world begins anew; a lesson's progress with it. The learner's scripts stay. */
  async startOver(): Promise<void> {
    const { lesson } = this.lesson.getState()
    if (lesson && !lesson.solution) await this.work.remove('progress', lesson.id).catch(() => {})
    this.#closeLesson()
    const { value, context } = this.lifecycle.getSnapshot()
    // what cannot be read cannot be begun anew either: it has to go
    if (value === 'refused' && context.ask) await this.remove(context.ask.definition.id).catch(() => {})
    this.lifecycle.send({ type: 'startOver' })
  }

  takeOver(): void { this.lifecycle.send({ type: 'takeOver' }) }

  /** Once more, whatever stood in the way. */
  again(): void {
    if (this.lifecycle.getSnapshot().value === 'live.storageStopped') void this.door.retryStorage()
    else this.lifecycle.send({ type: 'again' })
  }

  random(): number { return this.#parts.page.randomSeed() }

  async worlds(): Promise<Head[]> { return (await this.#parts.opened.store.worlds()).filter(({ world }) => !isFork(world)) }
  /** A world with all its forks. */
  async remove(world: string): Promise<void> {
    await removeForks(this.#parts.opened.store, world)
    await this.#parts.opened.store.remove(world)
  }

  /** Files of a machine of the open world, as they are stored: what is seen can be taken along. */
  stored(machine: string, under: string): Promise<Record<string, Uint8Array>> {
    return this.#host.files?.(machine, under)
      ?? this.#parts.opened.store.files(worldOfTrack(this.#wanted, this.world.getState().track), machine, under)
  }

  /** As much of them as is wanted, and whose they are: what was read of another is no beginning of these. */
  async parts(machine: string, under: string, wanted: WantedOf): Promise<StoredParts> {
    const elsewhere = await this.#host.files?.(machine, under)
    if (elsewhere) return partsOfWhole(elsewhere, files => wanted(files, `reading ${++this.#entered}`))
    const world = worldOfTrack(this.#wanted, this.world.getState().track), of = `${world} ${this.#entered}`
    return this.#parts.opened.store.parts(world, machine, under, files => wanted(files, of))
  }

  // What follows from what

  #listen(): void {
    const { page } = this.#parts
    this.lifecycle.subscribe(() => this.#tellTrouble())
    page.onHidden(() => void this.door.setHidden(page.isHidden()))
    this.settings.subscribe(({ placement }, before) => { if (placement !== before.placement) void this.door.place(placement) })
    page.onHash(() => {
      if (!this.#readAddress()) return
      this.#unfold()
      void this.#follow()
    })
  }

  /** Whether it leads elsewhere than before. */
  #readAddress(): boolean {
    const route = this.#within(routeOf(this.#parts.page.hash()))
    if (hashOf(route) === hashOf(this.route.getState())) return false
    this.route.setState(route, true)
    return true
  }

  /** A link that names an inspector opens it. */
  #unfold(): void {
    const { inspected } = this.route.getState()
    if (inspected) this.layout.setState({ tab: inspected.tab, dockOpen: true, pane: 'dock' })
  }

  /** A lesson needs a world of its own: where there is none, its place is the cluster's. */
  #within(route: Route): Route {
    return this.#parts.attached && route.place.screen === 'lesson' ? { place: { screen: 'world' }, selection: null } : route
  }

  #move(route: Route, push: boolean): void {
    this.route.setState(route, true)
    this.#parts.page.setHash(hashOf(route), push)
    void this.#follow()
  }

  /** Opens the world this place belongs to, unless it is the one that is open. */
  async #follow(): Promise<void> {
    const { place } = this.route.getState(), { attached } = this.#parts
    const entry = place.screen === 'lesson' ? lessons.find(lesson => lesson.id === place.lesson) : undefined
    const free = attached ? attachedWorld.id : THREE_RACKS
    const id = entry ? worldIdOf(place, entry.id) : place.screen === 'world' ? place.world ?? free : free
    if (place.screen === 'about' || place.screen === 'shared' || id === this.#wanted) return
    this.#wanted = id
    this.#isMissing = false
    const seed = this.random()
    const ask = entry ? lessonAsk((await entry.load()).lesson, seed, id)
      : id === free ? { definition: attached ? attachedWorld : threeRacks(seed) } : await this.#named(id, seed)
    if (this.#wanted !== id) return
    this.#closeLesson()
    if (!ask) return this.#missWorld()
    this.lifecycle.send({ type: 'open', ask })
  }

  /** A world of the person's own. */
  async #named(id: string, seed: number): Promise<OpenAsk | null> {
    const { askOf, cardOf } = await import('./worlds/cards.ts')
    const card = await cardOf(this.work, id)
    if (this.#wanted === id) this.name.setState({ name: card?.name ?? null })
    return card ? askOf(card, seed) : null
  }

  #missWorld(): void {
    this.#isMissing = true
    this.lifecycle.send({ type: 'close' })
    this.#tellTrouble()
  }

  #tellTrouble(): void {
    const trouble = troubleOf(this.lifecycle.getSnapshot(), this.#replayed, this.world.getState().view !== null)
    this.trouble.setState({ trouble: this.#isMissing ? { is: 'unknown-world' } : trouble })
  }

  // What the lifecycle does

  async #hold(world: string, steal: boolean): Promise<Held | null> {
    const held = await holdWorld(world, this.#parts.locks, steal)
    void held?.stolen.then(() => this.lifecycle.send({ type: 'stolen' }))
    return held
  }

  async #open(ask: OpenAsk): Promise<Opening> {
    this.#closeLesson()
    this.#shown.clear()
    this.time.clear()
    this.#replayed = null
    const plays = ask.lesson !== undefined && ask.definition.id === solutionWorldId(ask.lesson)
    const { placement } = this.settings.getState()
    const opening = await this.door.open({ ...ask, placement, ...(plays && { startOver: true }) }, this.#watcher())
    if (opening.ok) this.time.arrive(opening.arrivedAt)
    if (this.#parts.page.isHidden()) await this.door.setHidden(true)
    if (opening.ok && ask.lesson) await (plays ? this.#openSolution(ask.lesson) : this.#openLesson(ask.lesson))
    return opening
  }

  #watcher(): Watcher {
    return {
      shown: (shown, track) => {
        const { view, track: before } = this.world.getState(), isFirst = view === null
        if (isFirst || track !== before) this.#entered++
        this.#shown.take(shown, track)
        if (isFirst) this.#tellTrouble()
        this.lifecycle.send({ type: 'status', status: shown.status })
        return this.#parts.page.breath?.()
      },
      replaying: part => {
        this.#replayed = part
        this.time.progress(part)
        this.#tellTrouble()
      },
      tracks: tracks => this.time.take(tracks),
    }
  }

  async #close(held: Held | null): Promise<void> {
    await this.#host.close()
    held?.release()
  }

  async #openLesson(id: string): Promise<void> {
    const entry = lessons.find(lesson => lesson.id === id)!
    this.#note('begun', id)
    const [{ openLesson }, folder] = await Promise.all([import('./lesson-session.ts'), entry.load()])
    const lesson = await openLesson({
      id, folder, world: this.world, work: this.work, done: () => this.#note('done', id),
      holdTime: hold => void (hold ? this.door.pause() : this.door.play()),
    })
    this.lesson.setState({ lesson })
  }

  async #openSolution(id: string): Promise<void> {
    const [{ openSolution }, folder] = await Promise.all([import('./lesson-session.ts'), lessons.find(lesson => lesson.id === id)!.load()])
    this.lesson.setState({ lesson: openSolution({ id, folder, world: this.world, terrarium: this.terrarium, clock: systemClock }) })
  }

  #closeLesson(): void {
    this.lesson.getState().lesson?.close()
    this.lesson.setState({ lesson: null })
  }

  #note(what: 'begun' | 'done', lesson: string): void {
    const { [what]: ids } = this.visits.getState()
    if (!ids.includes(lesson)) this.visits.setState({ [what]: [...ids, lesson] })
  }
}

const worldIdOf = (place: Place, lesson: string): string =>
  place.screen === 'lesson' && place.solution ? solutionWorldId(lesson) : lessonWorldId(lesson)
