import { expect, test } from 'vitest'
import { MemoryStore } from '../storage/memory.ts'
import { createScripts, isFileName } from './scripts.ts'

const GIVEN = { 'orders.ts': 'orders', 'watch.ts': 'watch' }
const work = () => new MemoryStore().work
/** The files of a page that is opened again. */
async function reopened(kept: ReturnType<typeof work>, given: Readonly<Record<string, string>> = GIVEN) {
  await new Promise(resolve => setImmediate(resolve))
  const scripts = createScripts(kept, 'free', given)
  await scripts.load()
  return scripts
}
const filesOf = ({ store }: ReturnType<typeof createScripts>) => store.getState().files

test('files of one’s own are there again, in their order', async () => {
  const kept = work(), scripts = createScripts(kept, 'free', GIVEN)
  scripts.add('mine.ts', 'mine')
  scripts.rename('orders.ts', 'sales.ts')
  scripts.duplicate('watch.ts')
  expect(Object.keys(filesOf(await reopened(kept)))).toEqual(['sales.ts', 'watch.ts', 'mine.ts', 'watch-2.ts'])
})

test('a file taken away stays away, though it was given, until it is brought back where it stood', async () => {
  const kept = work(), scripts = createScripts(kept, 'free', GIVEN)
  scripts.remove('orders.ts')
  expect(scripts.store.getState().open).toBe('watch.ts')
  expect(filesOf(await reopened(kept))).toEqual({ 'watch.ts': 'watch' })
  scripts.bringBack()
  expect(Object.keys(filesOf(scripts))).toEqual(['orders.ts', 'watch.ts'])
  expect(scripts.store.getState()).toMatchObject({ open: 'orders.ts', gone: null })
})

test('a file that is given since is there as well', async () => {
  const kept = work()
  createScripts(kept, 'free', GIVEN).write('orders.ts', 'changed')
  expect(filesOf(await reopened(kept, { ...GIVEN, 'new.ts': 'new' }))).toEqual({ 'orders.ts': 'changed', 'watch.ts': 'watch', 'new.ts': 'new' })
})

test.each(['watch.ts', 'no', '.ts', '../x.ts', 'a b.ts', '', 'broker-1.ts', 'admin.ts'])('no file may be called %j', name => {
  const scripts = createScripts(work(), 'free', GIVEN)
  expect(scripts.rename('orders.ts', name)).toBe(false)
  expect(filesOf(scripts)).toEqual(GIVEN)
})

test.each(['주문.ts', 'orders_2.ts', 'server-1.properties'])('a file may be called %j', name => expect(isFileName(name)).toBe(true))
