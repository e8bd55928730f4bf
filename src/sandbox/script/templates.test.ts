import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { bundleRealm } from '../../dev/realm-plugin.mjs'
import { makeCodecs } from '../../host/codecs.ts'
import { programs } from '../../host/programs.ts'
import { Story } from '../../testing/world.ts'
import { topologyActions } from '../../world/topology.ts'
import { VmScripts } from '../vm-host.ts'

/* What a new script can begin as does what its first line says, in either dialect. */

let realm: string
let codecs: Awaited<ReturnType<typeof makeCodecs>>
beforeAll(async () => { [realm, codecs] = await Promise.all([bundleRealm(), makeCodecs()]) })

const template = (dialect: string, name: string) => readFileSync(new URL(`../../session/worlds/scripts/templates/${dialect}/${name}.ts`, import.meta.url), 'utf8')

/** What they print and the members they leave, one template after the other, each for eight seconds. */
function play(dialect: string, names: readonly string[]) {
  const world = new Story({ seed: 7, programs, codecs, onCrash: 'throw', scripts: new VmScripts(realm) })
  for (const action of topologyActions({ brokers: 3, controller: 'combined' })) world.act(action)
  world.run(2).seconds
  for (const name of names) {
    world.act({ do: 'script.run', script: name, file: `${name}.ts`, source: template(dialect, name).replaceAll('orders', 'payments') })
    world.run(8).seconds
  }
  const said = world.told().flatMap(each => each.is === 'console' ? [`${each.process}: ${each.text}`] : [])
  return { said, members: world.world.view().groups['readers']?.members.length ?? 0 }
}

test.each(['kafkajs', 'confluent'])('a topic is made, records with keys are sent, two members read them: %s', dialect => {
  const { said, members } = play(dialect, ['admin', 'keys', 'group'])
  expect(said.filter(line => line.startsWith('admin'))).toEqual(['admin: payments is there now', expect.stringMatching(/partition 0: leader \d, in sync \d,\d,\d/), expect.anything(), expect.anything()])
  expect(said.filter(line => line.startsWith('keys'))).toHaveLength(10)
  expect(said.filter(line => line.startsWith('group'))).toHaveLength(10)
  expect(members).toBe(2)
})

test.each(['kafkajs', 'confluent'])('the idempotent producer sends on and on, and fails at nothing: %s', dialect => {
  expect(play(dialect, ['admin', 'idempotent']).said.filter(line => line.startsWith('idempotent'))).toEqual([])
})
