import { expect, test, vi } from 'vitest'
import { PortRealm, TURN_WITHIN_MS } from './port-realm.ts'

function realm() {
  vi.useFakeTimers()
  const { port1, port2 } = new MessageChannel()
  const heard: string[] = [], asked = new PortRealm(port1, () => port2.close())
  asked.turn(0, 0, []).then(() => heard.push('answered'), ({ message }: Error) => heard.push(message))
  const later = async () => {
    await vi.advanceTimersByTimeAsync(2 * TURN_WITHIN_MS)
    vi.useRealTimers()
  }
  return { asked, heard, later }
}

test('a realm that stays silent is taken for dead', async () => {
  const { heard, later } = realm()
  await later()
  expect(heard).toEqual(['no answer within 5 s'])
})

test('a realm whose world was closed in the middle of a turn answers nobody: the next world may have a script of its name', async () => {
  const { asked, heard, later } = realm()
  asked.close()
  await later()
  expect(heard).toEqual([])
})
