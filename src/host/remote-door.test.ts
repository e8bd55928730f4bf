import { describe, expect, it } from 'vitest'
import type { ClusterView } from '../world/view.ts'
import type { AttachedSaid } from './attached-wire.ts'
import type { HostStatus } from './frame.ts'
import { attachHost, type Wire } from './remote-door.ts'
import { DeltaSender } from './wire.ts'

/*
 * A page whose world is a cluster elsewhere: what it asks goes out numbered, what comes back finds who asked.
 */

class Line implements Wire {
  readonly sent: { ask: string; id?: number }[] = []
  isClosed = false
  onmessage: Wire['onmessage'] = null
  onclose: Wire['onclose'] = null
  send(text: string): void { this.sent.push(JSON.parse(text) as { ask: string }) }
  close(): void { this.isClosed = true }
  say(said: AttachedSaid): void { this.onmessage?.({ data: JSON.stringify(said) }) }
}

const ask = { definition: { id: 'attached', kind: 'free', seed: 0, start: [] } } as const
const status: HostStatus = { state: { is: 'running' }, playing: true, live: true, speed: 1, measured: 1, workers: 1 }
const viewAt = (now: number) => ({ now }) as ClusterView

async function attached() {
  const line = new Line(), views: (ClusterView | null)[] = [], host = attachHost('token', () => line)
  const opening = host.door.open(ask, { shown: ({ view }) => { views.push(view) }, replaying() {} })
  line.say({ is: 'attached', now: 5, seed: 7 })
  return { line, views, host, opening: await opening }
}

describe('an attached page', () => {
  it('sees frames one by one, and says when it has drawn each', async () => {
    const { line, views, opening } = await attached(), sender = new DeltaSender()
    expect(opening).toMatchObject({ ok: true, now: 5, seed: 7, notKept: null })
    for (const now of [5, 6]) line.say({ is: 'frame', frame: sender.pack({ view: viewAt(now), told: [], skipped: 0, actions: [], status }) })
    await Promise.resolve()
    expect(views).toEqual([viewAt(5), viewAt(6)])
    expect(line.sent).toEqual([{ ask: 'taken' }, { ask: 'taken' }])
  })

  it('has each answer brought to its question, a refusal in its words', async () => {
    const { line, host } = await attached()
    const killed = host.door.act({ do: 'process.kill', process: 'broker-1' }), wrong = host.door.act({ do: 'process.kill', process: 'nobody' })
    const files = host.files!('m1', '/data/orders-0/')
    line.say({ is: 'refusal', id: 2, message: 'There is no process nobody' })
    line.say({ is: 'answer', id: 3, value: { '/data/orders-0/x': 'AQI=' } })
    line.say({ is: 'answer', id: 1, value: { at: 9, action: { do: 'process.kill', process: 'broker-1' } } })
    expect(await killed).toMatchObject({ at: 9 })
    await expect(wrong).rejects.toThrow('There is no process nobody')
    expect(await files).toEqual({ '/data/orders-0/x': Uint8Array.of(1, 2) })
  })

  it('does not even ask for what needs a world of its own', async () => {
    const { line, host: { door } } = await attached()
    await expect(door.act({ do: 'script.run', script: 's', file: 'f', source: 'x'.repeat(300_000) })).rejects.toThrow('this is not done to a live cluster')
    expect(line.sent).toEqual([])
  })

  it('cannot stop it', async () => {
    const { host: { door } } = await attached()
    for (const refused of [door.pause(), door.step(), door.setSpeed(2), door.fork({ at: 0 }), door.lookBack('main', 0)]) await expect(refused).rejects.toThrow('this cluster is live')
  })

  it('hears that the cluster is gone, and so does who waits for an answer', async () => {
    const { line, host } = await attached()
    const waiting = host.door.log()
    line.onclose?.()
    expect(await host.crashed).toBe('the cluster is gone')
    await expect(waiting).rejects.toThrow('the cluster is gone')
  })

  it('that is not let in is told where to come in', async () => {
    const line = new Line(), host = attachHost('old token', () => line)
    const opening = host.door.open(ask, { shown() {}, replaying() {} })
    line.onclose?.()
    expect(await opening).toEqual({ ok: false, problem: 'failed', message: 'the cluster does not let this page in: open the address that serve printed' })
  })

  it('leaves without a word', async () => {
    const { line, host } = await attached()
    await host.door.close()
    expect(line).toMatchObject({ isClosed: true, onclose: null })
  })
})
