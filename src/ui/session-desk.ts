import { createStore, type StoreApi } from 'zustand'
import { afterShown } from '../session/frames.ts'
import { isLive } from '../session/lifecycle.ts'
import type { Session } from '../session/session.ts'
import { ExactLooks } from '../session/time/exact.ts'
import { NO_FORKS, trackOf } from '../session/time/time.ts'
import type { ClusterView, PartitionId } from '../world/view.ts'
import { splitPartitionId } from '../world/view-helpers.ts'
import { afterAnswers } from './answering.ts'
import { ownDesk } from './own/own-desk.ts'
import { backupDesk } from './worlds/backup-desk.ts'
import type { DeskDo, DeskState, ForksState, Inspector, Layout, Screen } from './desk.ts'
import { NO_HISTORY } from './history.ts'
import type { Desk } from './hooks.ts'
import { download } from './import/download.ts'
import { lessonDesk } from './lesson/lesson-desk.ts'
import { offlineDesk } from './offline/offline-desk.ts'
import { forksDo } from './time/forks-do.ts'
import { Past } from './time/past.ts'

/** The session's stores and verbs as the desk the page reads: one flat state, made anew from what changed. */
export const deskOf = (session: Session): Desk => {
  const store = createStore<DeskState>(() => ({ ...START, settings: session.settings.getState(), layout: session.layout.getState(), attached: session.attached }))
  const past = new Past(track => trackOf(session.time.store.getState().tracks, track))
  const set = store.setState
  session.settings.subscribe(settings => set({ settings }))
  session.layout.subscribe(layout => set({ layout }))
  session.trouble.subscribe(({ trouble }) => set({ trouble }))
  const follow = () => set(({ inspected }) => fromRoute(session, inspected))
  session.route.subscribe(follow)
  session.name.subscribe(follow)
  session.lifecycle.subscribe(follow)
  follow()
  const news = () => set(state => ({ ...past.take(session.world.getState(), state), forks: forksOf(session) }))
  const whenAnswered = afterAnswers()
  session.world.subscribe(() => whenAnswered(news))
  session.time.store.subscribe(({ tracks }) => set(({ compared }) => ({ forks: forksOf(session), compared: tracks.open === compared ? null : compared })))
  set(state => ({ ...past.take(session.world.getState(), state), trouble: session.trouble.getState().trouble }))
  const lessons = lessonDesk(session, store)
  return { store, do: { ...verbs(session, store, past), ...lessons, ...offlineDesk(session, store), ...backupDesk(session), ...ownDesk(session, store) } }
}

const START: Omit<DeskState, 'settings' | 'layout'> = {
  screen: 'home', world: { name: '', seed: '' }, firstVisit: false, trouble: { is: 'loading', part: null }, view: null, history: NO_HISTORY,
  told: [], actions: [], marks: [], unmarked: 0, crossed: [], time: { now: 0, head: 0, playing: false, speed: 1, next: null, live: false, limitedBy: null, stands: null },
  forks: { ...NO_FORKS, undo: null, redo: null }, runAsked: false, compared: null,
  selection: null, inspected: {}, ring: null, lesson: null, lessons: [], palette: false, importing: false, sharing: false, sharedLink: '', offline: { stored: 'unknown', done: 0, of: 0, newer: false }, attached: false, worldId: '', recording: null,
}

const forksOf = (session: Session): ForksState =>
  ({ ...session.time.store.getState(), undo: session.time.lastAction?.action ?? null, redo: session.time.undone })

const SCREENS: Readonly<Record<string, Screen>> = { home: 'home', about: 'about', world: 'explore', lesson: 'lesson', shared: 'shared' }

const fromRoute = (session: Session, before: DeskState['inspected']): Pick<DeskState, 'screen' | 'selection' | 'inspected' | 'world' | 'worldId' | 'sharedLink'> => {
  const { place, selection, inspected } = session.route.getState()
  const { value, context: { seed, ask } } = session.lifecycle.getSnapshot()
  const name = place.screen === 'world' && place.world ? session.name.getState().name : null
  return {
    screen: SCREENS[place.screen]!, selection, inspected: inspected ? { ...before, [inspected.tab]: inspected.of } : before, sharedLink: place.screen === 'shared' ? place.link : '',
    worldId: place.screen === 'world' && place.world === ask?.definition.id && isLive(value) ? place.world ?? '' : '',
    world: { name: name ?? ask?.definition.id ?? '', seed: seed.toString(16).padStart(8, '0') },
  }
}

const verbs = (session: Session, store: StoreApi<DeskState>, past: Past): Omit<DeskDo, 'openLesson' | 'lesson' | keyof ReturnType<typeof offlineDesk> | keyof ReturnType<typeof backupDesk> | 'own'> => {
  let shell: ReturnType<DeskDo['shell']> | null = null
  const open = () => shell ??= import('../session/shell/open-shell.ts').then(({ openShell }) => openShell(session))
  let resets: Promise<typeof import('../session/reset.ts')> | null = null
  /** Kept: a preview follows the group within the frame, as importing again would not. */
  const resetting = () => resets ??= import('../session/reset.ts')
  const world = () => session.world.getState()
  /** The address follows the pane that is shown. */
  const inspect = (tab: Layout['tab']) => {
    const of = tab in store.getState().inspected ? store.getState().inspected[tab as Inspector] : undefined
    if (of || session.route.getState().inspected) session.inspect(of ? { tab: tab as Inspector, of } : null)
  }
  const look = (at: ClusterView | null) => { exact.forget(); store.setState(past.look(at, world())) }
  const exact = new ExactLooks(at => session.door.glance(world().track, at), view => store.setState(past.look(view, world())), () => void session.door.cancelGlance())
  return {
    go: screen => {
      session.visits.setState({ before: true })
      const lesson = session.lesson.getState().lesson?.id
      session.go(screen === 'explore' ? { screen: 'world' } : screen === 'shared' ? { screen, link: '' } : screen === 'lesson' ? lesson ? { screen, lesson } : { screen: 'home' } : { screen })
    },
    act: action => void session.door.act(action),
    play: () => { look(null); void session.door.play() },
    pause: () => void session.door.pause(),
    step: () => { look(null); past.step(); void session.door.step() },
    stepBack: () => look(past.before(store.getState().time.now)),
    seek: at => {
      if (store.getState().time.live) return
      if (at >= world().view!.now) return look(null)
      void session.door.pause()
      const recorded = past.at(at)
      look(recorded)
      if (!recorded || Math.abs(at - recorded.now) > NEAR) exact.ask(at)
    },
    forks: forksDo(session, store, () => look(null)),
    setSpeed: times => void session.door.setSpeed(times),
    select: selection => session.select(selection),
    ring: ring => store.setState({ ring }),
    // a page in another language is drawn anew, and no click waits for that
    set: ({ language, ...settings }) => {
      if (Object.keys(settings).length > 0) session.settings.setState(settings)
      if (language) afterShown(() => session.settings.setState({ language }))
    },
    arrange: layout => {
      session.layout.setState(layout)
      if (layout.tab) inspect(layout.tab)
    },
    inspect: (tab, of) => session.inspect({ tab, of: Object.fromEntries(Object.entries(of).filter(([, value]) => value !== '')) }),
    openPalette: palette => store.setState({ palette }),
    crossed: crossed => store.setState({ crossed }),
    electPreferred: partitions => void session.ask({ do: 'electLeaders', election: 'preferred', partitions: partitions.map(topicPartition) }),
    reassign: (partition, replicas) => void session.ask({ do: 'alterPartitionReassignments', partitions: [{ ...topicPartition(partition), replicas }] }),
    previewReset: async ask => (await resetting()).previewReset(world().view!, ask, command => session.ask(command)),
    reset: async ask => (await resetting()).reset(ask, command => session.ask(command)),
    openImport: importing => store.setState({ importing }),
    readFolder: async files => (await import('../session/foreign.ts')).readForeign(files),
    importFolder: async (folder, told) => (await import('../session/import-folder.ts')).importFolder(folder, session.terrarium, told),
    replicaFiles: async (partition, broker) => (await import('../session/replica-files.ts'))
      .replicaFiles(world().view!, partition, broker, (machine, under) => session.stored(machine, under)),
    replicaParts: async (partition, broker, wanted) => (await import('../session/replica-files.ts'))
      .replicaParts(world().view!, partition, broker, wanted, (machine, under, wanted) => session.parts(machine, under, wanted)),
    exportReplica: (partition, broker) => void import('../session/export-replica.ts')
      .then(({ exportReplica }) => exportReplica(world().view!, partition, broker, (machine, under) => session.stored(machine, under)))
      .then(zip => { if (zip) download(`${partition}-broker-${broker}.zip`, zip) }),
    typeInTerminal: line => {
      session.layout.setState({ tab: 'terminal', dockOpen: true, pane: 'dock' })
      void open().then(opened => opened.offer(line))
    },
    shell: open,
    describeConfigs: async resource => (await import('../session/configs.ts')).describeConfigs(resource, command => session.ask(command)),
    alterConfig: async (resource, change) => (await import('../session/configs.ts')).alterConfig(resource, change, command => session.ask(command)),
    look: what => session.door.look(what),
    openShare: sharing => store.setState({ sharing }),
    share: async name => (await import('../session/share/share-world.ts')).parcelOf(session, name),
    readShared: async from => (await import('../session/share/shared-world.ts'))['link' in from ? 'readLink' : 'readText']('link' in from ? from.link : from.text),
    openShared: async shared => (await import('../session/share/share-world.ts')).openShared(session, shared),
    recallDue: async () => (await import('../session/recall/recalling.ts')).recallDue(session.work, session.visits.getState().done, session.settings.getState().language, Date.now()),
    recalled: async (key, knew) => (await import('../session/recall/recalling.ts')).recalled(session.work, key, knew, Date.now()),
    worlds: async () => (await named()).namedWorlds(session),
    makeWorld: async (name, from) => (await named()).makeWorld(session, name, from),
    openWorld: world => session.go({ screen: 'world', world }),
    renameWorld: async (id, name) => (await named()).renameWorld(session, id, name),
    removeWorld: async id => (await named()).removeWorld(session, id),
    startOver: () => void session.startOver(),
    takeOver: () => session.takeOver(),
    again: () => session.again(),
  }
}

/** A view recorded within this of the moment asked for is as good as exact. */
const NEAR = 500_000

const named = () => import('../session/worlds/named.ts')

const topicPartition = (id: PartitionId) => {
  const [topic, partition] = splitPartitionId(id)
  return { topic, partition }
}
