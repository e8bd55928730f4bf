import { Breakpoints } from './breakpoints.ts'
import * as Comlink from 'comlink'
import { bundledDatasets } from '../sandbox/datasets.ts'
import { DoorScripts } from '../sandbox/door-host.ts'
import { PortRealm } from '../sandbox/frame/port-realm.ts'
import type { HostDoor, OpenAsk, Opening } from './door.ts'
import { FramedRealm } from './framed-realm.ts'
import { lateServers } from '../world/late-servers.ts'
import { isMoreThanServers, lateCode, lateCodecs, latePrograms, speaksOfTools } from './late.ts'
import { shelf } from './shelf.ts'
import { LocalDoor } from './local-door.ts'
import { doorOf } from './region-door.ts'
import { isRegionWorker, RegionWorkers } from './region-workers.ts'
import type { WireWatcher } from './wire.ts'
import { packing } from './wire.ts'

/*
 * The script of every worker that runs a world. The data centre's is a `LocalDoor` behind Comlink; it starts others, which run a region
 * each. Nothing here touches the DOM; what needs a document (a script's sandboxed frame) is asked of the page.
 */

/** What the page does for its worker. */
export interface PageHelp {
  /** Opens a sandboxed frame with this code; its realm is at the other end of the port. */
  openRealm(code: string, failed: (message: string, line: number) => void): Promise<{ port: MessagePort; realm: number }>
  closeRealm(realm: number): void
}

export interface WorkerDoor extends Omit<HostDoor, 'open'> {
  open(ask: OpenAsk, watcher: WireWatcher, help: PageHelp): Promise<Opening>
  /** Answers as soon as it and its regions can: how the page knows that they are alive. */
  ping(): Promise<void>
}

let help: PageHelp | null = null
const openRealm = async (code: string) => {
  const page = help
  if (!page) throw new Error('no page to run scripts in')
  let fail: FramedRealm['fail'] = () => {}
  const { port, realm } = await page.openRealm(code, Comlink.proxy((message: string, line: number) => fail(message, line)))
  const framed = new FramedRealm(new PortRealm(port, () => page.closeRealm(realm)))
  fail = framed.fail
  return framed
}

const breakpoints = new Breakpoints()
const scripts = (answer: (script: string, calls: unknown) => void) => new DoorScripts(openRealm, answer, bundledDatasets, breakpoints)
const regions = () => {
  const workers = new RegionWorkers()
  pingRegions = () => workers.ping()
  return workers
}
let pingRegions = async (): Promise<void> => {}
/** Not every browser lets a worker start others. */
const elsewhere = typeof Worker === 'function' ? { elsewhere: regions } : {}

const dataCentre = (local: LocalDoor): WorkerDoor => ({
  open(ask, watcher, page) {
    help = page
    return local.open(ask, packing(watcher))
  },
  act: action => local.act(action),
  play: () => local.play(),
  pause: () => local.pause(),
  step: () => local.step(),
  setSpeed: speed => local.setSpeed(speed),
  run: ask => local.run(ask),
  setHidden: hidden => local.setHidden(hidden),
  place: placement => local.place(placement),
  trace: () => local.trace(),
  look: look => local.look(look),
  retryStorage: () => local.retryStorage(),
  stopAt: stops => local.stopAt(stops),
  fork: ask => local.fork(ask),
  cancelFork: () => local.cancelFork(),
  switchTo: track => local.switchTo(track),
  renameTrack: (track, name) => local.renameTrack(track, name),
  removeTrack: track => local.removeTrack(track),
  lookBack: (track, at) => local.lookBack(track, at),
  glance: (track, at) => local.glance(track, at),
  cancelGlance: () => local.cancelGlance(),
  log: () => local.log(),
  past: () => local.past(),
  close: () => local.close(),
  ping: () => pingRegions(),
})

const inUse = lateCode(() => import('./in-use.ts'), isMoreThanServers)
const tools = lateCode(() => import('../tools/index.ts'), speaksOfTools)
const { codecs, parts } = lateCodecs(async () => (await import('./codecs.ts')).makeCodecs())
const late = [inUse, ...parts, tools]
const programs = {
  ...lateServers(() => inUse.here('what servers do for clients').forClients),
  ...latePrograms(['producer', 'consumer', 'admin', 'script'], what => inUse.here(what).visitors),
  ...latePrograms(['tool'], what => ({ tool: tools.here(what).toolProgram })),
}
/** Of a world that runs already nothing is known but that anything may come. */
const region = async () => {
  const [{ HostedRegion }] = await Promise.all([import('../world/hosted-region.ts'), ...late.map(part => part.fetch())])
  return new HostedRegion(programs, codecs)
}
const localDoor = new LocalDoor({ programs, codecs, late, lessons: shelf, scripts, breakpoints, ...elsewhere })

if (isRegionWorker(self.name)) Comlink.expose(doorOf(region()))
else Comlink.expose(dataCentre(localDoor))
