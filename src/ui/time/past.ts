import type { Track } from '../../session/time/time.ts'
import type { WorldState } from '../../session/world-store.ts'
import type { ClusterView } from '../../world/view.ts'
import type { DeskState } from '../desk.ts'
import { NO_HISTORY, remember } from '../history.ts'
import { before, record, viewAt } from '../recorded.ts'
import { markOfAction, markOfGoal, markOfTold, markOfViolation, newestMarks, withMarks, type TimeMark } from './marks.ts'
import { timeOf } from './time-state.ts'

/** Of so many tracks the page has views at once; of others the world shows their moments when it is asked. */
const TRACKS = 4

/** What the page remembers of one world beyond the view of this moment: its marks, its lag, the views for looking back. */
export class Past {
  #views: readonly ClusterView[] = []
  #marks: readonly TimeMark[] = []
  /** How many were too many. */
  #unmarked = 0
  #seq = -1
  #actions = 0
  #violations = 0
  /** The moment that is looked at, while it is not the present. */
  #at: ClusterView | null = null
  #stepping = false
  #played = false
  #track = ''
  /** Of the tracks that were left last. */
  readonly #left = new Map<string, readonly ClusterView[]>()
  readonly #trackOf: (id: string) => Track | undefined

  constructor(trackOf: (id: string) => Track | undefined) { this.#trackOf = trackOf }

  /** What a frame of the world changes on the desk. */
  take(world: WorldState, state: DeskState): Partial<DeskState> {
    if (world.track !== this.#track) this.#change(world.track)
    if (!world.view) this.#forget()
    else this.#views = record(this.#views, world.view, this.#stepping)
    this.#stepping = false
    const playing = world.status?.playing === true
    // who begins to look back stops the world; frames that were on their way still say that it plays
    if (playing && !this.#played) this.#at = null
    this.#played = playing
    return {
      view: this.#at ?? world.view, told: world.told, actions: world.actions, marks: this.#note(world), unmarked: this.#unmarked, time: timeOf(world, this.#at),
      history: world.view ? remember(state.history, world.view) : NO_HISTORY,
    }
  }

  look(at: ClusterView | null, world: WorldState): Partial<DeskState> {
    this.#at = at && world.view && at.now < world.view.now ? at : null
    return { view: this.#at ?? world.view, time: timeOf(world, this.#at) }
  }
  at(moment: number): ClusterView | null { return viewAt(this.#views, moment) }
  before(moment: number): ClusterView | null { return before(this.#views, moment) }
  step(): void { this.#stepping = true }

  /** Up to where it left, a track that is new looked as the one it left. */
  #change(to: string): void {
    const { parent, forkedAt = 0 } = this.#trackOf(to) ?? { parent: null }
    this.#leave()
    const views = this.#left.get(to) ?? (this.#left.get(parent ?? '') ?? []).filter(view => view.now <= forkedAt)
    this.#forget()
    this.#track = to
    this.#views = views
  }

  #leave(): void {
    this.#left.delete(this.#track)
    this.#left.set(this.#track, this.#views)
    for (const track of [...this.#left.keys()].slice(0, -TRACKS)) this.#left.delete(track)
  }

  #forget(): void {
    this.#views = []
    this.#marks = []
    this.#unmarked = 0
    this.#at = null
    this.#seq = -1
    this.#actions = 0
    this.#violations = 0
  }

  #note({ told, actions, view, judgement, track }: WorldState): readonly TimeMark[] {
    const violations = view?.invariants ?? []
    const fresh = [
      ...violations.slice(this.#violations).map((violation, i) => markOfViolation(violation, this.#violations + i)),
      ...told.filter(each => each.seq > this.#seq).flatMap(each => markOfTold(each) ?? []),
      ...actions.slice(this.#actions).flatMap(({ at, action }, i) => markOfAction(at, action, this.#actions + i) ?? []),
      ...(judgement?.goals ?? []).flatMap((goal, i) => markOfGoal(goal, i, track) ?? []).filter(({ id }) => !this.#marks.some(mark => mark.id === id)),
    ]
    this.#seq = Math.max(this.#seq, told.at(-1)?.seq ?? -1)
    this.#actions = actions.length
    this.#violations = violations.length
    if (fresh.length === 0) return this.#marks
    const all = withMarks(this.#marks, fresh)
    this.#marks = newestMarks(all)
    this.#unmarked += all.length - this.#marks.length
    return this.#marks
  }
}
