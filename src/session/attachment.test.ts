import { expect, it } from 'vitest'
import { attachment } from './attachment.ts'

function tabAt(hash: string) {
  const kept = new Map<string, string>(), at = { hash }
  const page = { hash: () => at.hash, setHash: (next: string) => { at.hash = next } }
  return { at, attach: () => attachment(page, { getItem: key => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }) }
}

it('a token in the address lets the page in, is no longer seen there, and outlives a reload', () => {
  const { at, attach } = tabAt('#token=abc_-9')
  expect(attach()).toBe('abc_-9')
  expect(at.hash).toBe('#/world')
  expect(attach()).toBe('abc_-9')
})

it('a page at any other address has a world of its own', () => {
  for (const hash of ['', '#/', '#/world/broker/2', '#token=', '#token=a b']) expect(tabAt(hash).attach(), hash).toBeNull()
})
