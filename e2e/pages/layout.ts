import type { Page } from '@playwright/test'

/** What is seen of a thing on the page, in px of the window, and the ground it stands on. */
export interface Box {
  /** Element and first class: `button.btn`. */
  readonly kind: string
  /** How it begins, for whoever reads; figures as 0. */
  readonly name: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** CSS colour. */
  readonly ground: string
}

/** Landmarks, panes, headings, tabs, controls, tables, pictures. What is inside the editor and the terminal is theirs. */
const SEEN = [
  'header', 'nav', 'main', 'aside', 'section', 'article', 'dialog', 'fieldset', 'h1', 'h2', 'h3', 'h4', 'button', 'input', 'select', 'textarea', 'table', 'pre', 'canvas',
  'svg[role=img]', '.btn', ...['tablist', 'tab', 'tabpanel', 'region', 'tree', 'application', 'dialog', 'menu', 'status'].map(role => `[role=${role}]`),
].join()
const FOREIGN = '.monaco-editor *, .xterm *'

/** All that can be seen now, in the document's order: neither scrolled away, nor clipped, nor covered by something else. */
export const layoutOf = (page: Page): Promise<Box[]> => page.evaluate(async ({ seen, foreign }) => {
  await document.fonts.ready
  const elements = [...document.querySelectorAll(seen)].filter(element => !element.matches(foreign))
  const entries = await new Promise<IntersectionObserverEntry[]>(resolve => {
    const observer = new IntersectionObserver(entries => {
      observer.disconnect()
      resolve(entries)
    })
    for (const element of elements) observer.observe(element)
  })
  const groundOf = (element: Element): string => {
    const { backgroundColor } = getComputedStyle(element)
    return backgroundColor !== 'rgba(0, 0, 0, 0)' ? backgroundColor : element.parentElement ? groundOf(element.parentElement) : 'none'
  }
  const isCovered = (element: Element, { x, y, width, height }: DOMRectReadOnly): boolean => {
    const hit = document.elementFromPoint(x + width / 2, y + height / 2)
    return hit !== null && !element.contains(hit) && !hit.contains(element)
  }
  const nameOf = (element: Element): string => (element.getAttribute('aria-label') ?? element.textContent).replace(/\d[\d.,:]*/g, '0').replace(/\s+/g, ' ').trim().slice(0, 24).trim()
  return entries.flatMap(({ target, isIntersecting, intersectionRect: rect }) => {
    if (!isIntersecting || !target.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || rect.width < 4 || rect.height < 4 || isCovered(target, rect)) return []
    const { localName, classList: [first] } = target
    const { left, top, right, bottom } = rect
    return [{ kind: first ? `${localName}.${first}` : localName, name: nameOf(target), left, top, right, bottom, ground: groundOf(target) }]
  })
}, { seen: SEEN, foreign: FOREIGN })

/** By how many px the page can be scrolled sideways; it never should. The stage may, where there is little room for its picture. */
export const sidewaysOf = (page: Page): Promise<number> => page.evaluate(() => {
  const widest = [document.documentElement, document.body, ...document.querySelectorAll('.app, .world, main:not(.stage), .lesson, dialog')]
  return Math.max(...widest.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
})
