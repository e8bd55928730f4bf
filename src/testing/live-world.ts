import { bundleRealm } from '../dev/realm-plugin.mjs'
import { Watch, type Matcher } from '../host/matcher.ts'
import { programs } from '../host/programs.ts'
import { VmScripts } from '../sandbox/vm-host.ts'
import type { Micros } from '../env/units.ts'
import { codecs } from './log-fixture.ts'
import { topologyActions } from '../world/topology.ts'
import { World } from '../world/world.ts'
import type { Terrarium } from '../session/terrarium.ts'

const realm = bundleRealm()

/** A world as a session reaches it, in this thread. */
export type Live = Pick<Terrarium, 'view' | 'act' | 'run'> & { world: World }

function live(world: World): Live {
  return {
    world,
    view: () => world.view(),
    act: async action => {
      const logged = world.act(action)
      world.advance({ until: logged.at })
      return logged
    },
    run: async ask => ({ met: runs(world, ask as { until?: Matcher; for?: number }), now: world.now }),
  }
}

function runs(world: World, { until, for: atMost = 0 }: { until?: Matcher; for?: number }): boolean {
  const watch = until && new Watch(until), deadline = world.now + atMost
  for (;;) {
    if (watch?.holds(world.view())) return true
    const { because } = world.advance({ until: deadline, matches: told => watch?.concerns(told) === true })
    if (because !== 'matched') return watch ? watch.holds(world.view()) : true
  }
}

/** Brokers, a controller and an admin, ten seconds after their start unless said otherwise. */
export async function cluster(brokers: number, age: Micros = 10_000_000): Promise<Live> {
  const world = new World({ seed: 5, programs, codecs, scripts: new VmScripts(await realm), onCrash: 'throw' })
  const topology = { brokers, properties: { 'offsets.topic.replication.factor': String(brokers) } }
  const configs = { 'bootstrap.servers': 'm1:9092' }
  for (const action of topologyActions(topology)) world.act(action)
  world.act({ do: 'process.start', process: 'admin', program: 'admin', args: { configs } })
  const kafka = live(world)
  await kafka.run({ for: age })
  return kafka
}
