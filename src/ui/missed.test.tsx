import { expect, test } from 'vitest'
import { isUnfetched, Missed } from './missed.tsx'

/* As Chromium, Firefox, Safari and the page's own loader of styles say it. */
test.each([
  'Failed to fetch dynamically imported module: https://kafka.example/assets/World.js', 'error loading dynamically imported module',
  'Importing a module script failed.', 'Unable to preload CSS for /assets/World.css',
])('%s', message => {
  expect(isUnfetched(new TypeError(message))).toBe(true)
})

test('a mistake of the page itself is not hidden behind the network', () => {
  const boundary = new Missed({ children: 'drawn' })
  expect(boundary.render()).toBe('drawn')
  const error = new TypeError('x is not a function')
  boundary.state = Missed.getDerivedStateFromError(error)
  expect(() => boundary.render()).toThrow(error)
})
