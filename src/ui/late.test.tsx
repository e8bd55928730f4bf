import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { fetchWhenIdle, late } from './late.tsx'

const Said = ({ what }: { what: string }) => <p>{what}</p>

test('its place is kept until it comes; once fetched it is drawn at once', async () => {
  const Part = late(async () => Said, () => <p>soon</p>)
  expect(renderToStaticMarkup(<Part what="here" />)).toContain('soon')
  await Part.fetch()
  expect(renderToStaticMarkup(<Part what="here" />)).toBe('<p>here</p>')
})

test('one that could not be fetched ahead is asked for again, and keeps no other from being fetched', async () => {
  let asked = 0
  const fails = late<object>(async () => { asked++; throw new Error('offline') })
  const idle: (() => void)[] = []
  Object.assign(globalThis, { requestIdleCallback: (then: () => void) => idle.push(then) })
  await new Promise<void>(resolve => {
    fetchWhenIdle(fails, { fetch: async () => resolve() })
    idle.forEach(then => then())
  })
  Reflect.deleteProperty(globalThis, 'requestIdleCallback')
  await expect(fails.fetch()).rejects.toThrow('offline')
  expect(asked).toBe(2)
})
