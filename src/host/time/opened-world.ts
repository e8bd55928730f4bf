import type { Manifest, WorldStore } from '../../storage/store.ts'
import type { ClusterView, Micros } from '../../world/view.ts'
import type { Breakpoints } from '../breakpoints.ts'
import { anew, bring, factsOf, type Arrival, type Brought } from '../bring.ts'
import type { RealClock } from '../clock.ts'
import type { LessonCompanion } from '../companion.ts'
import type { OpenAsk, Watcher } from '../door.ts'
import type { Life } from '../facts.ts'
import { Keeper } from '../keeper.ts'
import { livePast } from '../past.ts'
import type { Elsewhere, Placement } from '../placement.ts'
import { WorldHost } from '../world-host.ts'
import { keepTracks, readTracks, removeForks } from './kept-tracks.ts'
import { livedMaker, snapshotOf, type Lived, type LivedParts, type MakeLived } from './lived.ts'
import { findMoment, reach, relive, type Origin, type Way } from './reach.ts'
import { Storing } from './stored.ts'
import { forked, left, ONE_TRACK, opened, removed, renamed, trackOf, worldOfTrack, type Difference, type Tracks } from './tracks.ts'

/** Where to leave the open track, and how the new one begins. */
export interface ForkAsk {
  /** The last moment both have in common: at most where the open track is, at least where the person arrived. */
  at: Micros
  name?: string
  differs?: Difference
  playing?: boolean
}

export interface OpenedParts {
  store: WorldStore
  ask: OpenAsk
  watcher: Watcher
  clock: RealClock
  kit: Omit<LivedParts, 'answered'>
  /** What a world that was kept needs, beyond what is here at once. */
  fetch(manifest: Manifest): Promise<void>
  elsewhere?(): Elsewhere
  breakpoints: Breakpoints
}

/** A track that was left, as far as it takes to come back to it. */
interface Left extends Origin { readonly companion: LessonCompanion | null; readonly at: Micros; readonly traceHash: string }
/** The track that is open. */
interface Here { readonly lived: Lived; readonly life: Life; readonly host: WorldHost; readonly arrival: Arrival }

/** A world that is open, with its forks: one of its tracks is run, the others are as they were left. */
export class OpenedWorld {
  readonly #parts: OpenedParts
  readonly #make: MakeLived
  readonly #left = new Map<string, Left>()
  #tracks: Tracks
  /** As a person set them; a track that is opened goes on like that. */
  #setting: Pick<OpenAsk, 'speed' | 'placement'> & { hidden: boolean }
  #here: Here | null = null

  private constructor(parts: OpenedParts, tracks: Tracks) {
    this.#parts = parts
    this.#tracks = tracks
    this.#setting = { ...parts.ask, hidden: false }
    this.#make = livedMaker({ ...parts.kit, answered: (of, script, calls) => this.#answered(of, script, calls) })
  }

  /** Opens the track that was open last. Its host stands still. */
  static async open(parts: OpenedParts, way: Way): Promise<OpenedWorld> {
    const { store, ask } = parts, { id } = ask.definition
    if (ask.startOver) await removeForks(store, id)
    const world = new OpenedWorld(parts, ask.startOver ? ONE_TRACK : await readTracks(store, id))
    const { open } = world.#tracks
    if (ask.lesson) for (const { id } of world.#tracks.tracks) if (id !== open) await world.#remember(id, way)
    await world.#enter(await world.#bring(open, way), open)
    return world
  }

  get host(): WorldHost { return this.#at.host }
  get life(): Life { return this.#at.life }
  get arrival(): Arrival { return this.#at.arrival }
  get lived(): Lived { return this.#at.lived }
  get #at(): Here {
    if (!this.#here) throw new Error('no track is open')
    return this.#here
  }

  /** Realms answer for the world that is run. */
  #answered(scripts: Lived['scripts'], script: string, calls: unknown): void {
    if (this.#here?.lived.scripts !== scripts) return
    const { host } = this.#here
    this.#parts.breakpoints.pass(script, () => host.answer(script, calls))
  }

  place(placement: Placement): void {
    this.#setting.placement = placement
    this.#here?.host.place(placement)
  }
  setHidden(hidden: boolean): void {
    this.#setting.hidden = hidden
    this.#here?.host.setHidden(hidden)
  }

  /** The new track's id; null when nobody wanted it any more. */
  async fork({ at, name = '', differs = { is: 'continued' }, playing }: ForkAsk, way: Way): Promise<string | null> {
    const { host, life } = this.#at, { status: { playing: wasPlaying } } = host
    await host.rest()
    const forkedAt = Math.min(Math.max(at, life.arrivedAt ?? 0), host.world.now), tracks = forked(this.#tracks, { forkedAt, name, differs })
    const lived = await this.#reached(this.#origin(), forkedAt, tracks.open, way)
    if (lived) await this.#change(lived, life, tracks)
    if (lived ? playing ?? wasPlaying : wasPlaying) this.host.play()
    return lived && tracks.open
  }

  /** False: nobody wanted it any more. */
  async switchTo(track: string, way: Way): Promise<boolean> {
    if (!trackOf(this.#tracks, track)) throw new RangeError(`There is no track ${track}`)
    if (track === this.#tracks.open) return true
    const playing = this.host.status.playing
    await this.host.rest()
    const origin = this.#left.get(track) ?? await this.#remember(track, way)
    const lived = await this.#reached(origin, origin.at, track, way)
    if (lived && findMoment(lived, origin.at, origin.traceHash)) await this.#change(lived, origin.life, opened(this.#tracks, track))
    if (playing) this.host.play()
    return lived !== null
  }

  async rename(track: string, name: string): Promise<void> { await this.#note(renamed(this.#tracks, track, name)) }

  async remove(track: string): Promise<void> {
    const tracks = removed(this.#tracks, track)
    if (tracks === this.#tracks) return
    this.#left.delete(track)
    await this.#note(tracks)
    await this.#parts.store.remove(worldOfTrack(this.#world, track))
  }

  /** What was to be seen on a track then, or would be had it not been left; no script of it goes on by itself for that. */
  async lookBack(track: string, at: Micros, way: Way): Promise<ClusterView | null> {
    if (!way.isWanted()) return null
    const isOpen = track === this.#tracks.open
    const origin = isOpen ? this.#origin() : this.#left.get(track) ?? await this.#remember(track, way)
    const until = Math.min(at, isOpen ? this.host.world.now : (origin as Left).at)
    const lived = await reach(origin, until, track, this.#make, way)
    if (lived && !isOpen && !runsScripts(lived.world.view())) await relive(lived, [], at, null, way)
    return lived?.world.view() ?? null
  }

  /** Commits what there is. */
  async close(): Promise<void> {
    const here = this.#here
    this.#here = null
    if (!here) return
    for (const { name, program } of Object.values(here.host.world.view().processes)) if (program === 'script') here.lived.scripts.ended(name)
    await here.host.close()
  }

  // How tracks come and go

  get #world(): string { return this.#parts.ask.definition.id }

  async #bring(track: string, way: Way): Promise<Brought> {
    const { store, ask, fetch } = this.#parts
    if (ask.startOver) return this.#begin(way)
    const opened = await store.open(worldOfTrack(this.#world, track))
    if (ask.past && !opened.manifest) return this.#begin(way)
    if (opened.manifest) await fetch(opened.manifest)
    return bring(ask.definition, opened, store, this.#make, track, way)
  }

  async #begin(way: Way): Promise<Brought> {
    const { ask: { definition, past } } = this.#parts
    return past ? livePast(definition, past, this.#make, way) : anew(definition, this.#make)
  }

  /** A track of before this tab: everything there is to know of it. */
  async #remember(track: string, way: Way): Promise<Left> {
    const { lived, life } = await this.#bring(track, way)
    return this.#leaves(track, lived, life)
  }

  #leaves(track: string, lived: Lived, life: Life): Left {
    const { world, snapshots, companion } = lived
    if (world.stands && snapshots.last?.world.now !== world.now) snapshots.add(snapshotOf(lived, world.save(), true))
    const kept: Left = {
      snapshots, companion, life, scripts: lived.scripts, at: world.now, traceHash: world.traceHash(),
      log: { actions: world.log(), turns: world.turns() },
    }
    this.#left.set(track, kept)
    return kept
  }

  #origin(): Origin {
    const { lived: { world, snapshots, scripts }, life } = this.#at
    return { snapshots, scripts, life, log: { actions: world.log(), turns: world.turns() } }
  }

  async #reached(origin: Origin, at: Micros, track: string, way: Way): Promise<Lived | null> {
    const lived = await reach(origin, at, track, this.#make, way)
    lived?.world.offerWhole()
    return lived
  }

  /** Leaves the open track for this one. */
  async #change(lived: Lived, life: Life, tracks: Tracks): Promise<void> {
    const { open } = this.#tracks, here = this.#at
    this.#setting.speed = here.host.status.speed
    this.#leaves(open, here.lived, here.life)
    await this.close()
    this.#left.delete(tracks.open)
    this.#tracks = left(tracks, open, here.host.world.now)
    await this.#enter({ lived, life, begins: 'world', epoch: 0, arrival: { is: 'replayed', actions: lived.world.log().length } }, tracks.open)
  }

  async #enter(brought: Brought, track: string): Promise<void> {
    const { store, watcher } = this.#parts, { lived, life, arrival } = brought
    lived.companion?.beside([...this.#left.values()].flatMap(left => left.companion ?? []))
    lived.companion?.look([], lived.world)
    const { writer } = await store.open(worldOfTrack(this.#world, track))
    if (arrival.is === 'new') this.#tracks = ONE_TRACK
    this.#here = { lived, life, arrival, host: this.#hostOf(brought, track, writer) }
    if (this.#setting.hidden) this.#here.host.setHidden(true)
    lived.scripts.begin()
    await keepTracks(store, this.#world, this.#tracks)
    watcher.tracks?.(this.#tracks)
  }

  #hostOf({ lived, epoch, begins, life }: Brought, track: string, writer: number): WorldHost {
    const { store, clock, watcher, elsewhere } = this.#parts, { speed = 1, placement = 'one' } = this.#setting, { world, snapshots, companion, chronicle } = lived
    const storing = new Storing(snapshots)
    const keeper = new Keeper({
      store, writer, worldId: worldOfTrack(this.#world, track), clock, epoch, facts: () => factsOf(life, world), ...(begins && { begins }),
      snapshot: nowMs => storing.due(nowMs),
    })
    return new WorldHost({
      world, clock, keeper, speed, playing: false, placement, elsewhere: elsewhere?.() ?? null, ...(companion && { companion }), told: chronicle.told,
      publish: shown => watcher.shown(shown, track),
      recorder: {
        isDue: () => life.arrivedAt !== null && snapshots.isDue(world.now, clock.now()),
        *take(isShared) { snapshots.add(snapshotOf(lived, yield* world.saving(), isShared), clock.now()) },
      },
    })
  }

  async #note(tracks: Tracks): Promise<void> {
    this.#tracks = tracks
    await keepTracks(this.#parts.store, this.#world, tracks)
    this.#parts.watcher.tracks?.(tracks)
  }
}

const runsScripts = ({ processes }: ClusterView): boolean => Object.values(processes).some(({ program, state }) => program === 'script' && state !== 'down')
