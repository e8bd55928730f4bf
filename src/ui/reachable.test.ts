import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.tsx'))
  .map(file => [file, readFileSync(`${import.meta.dirname}/${file}`, 'utf8')] as const)

/* WCAG 2.1.1: a box that scrolls and that the keyboard cannot enter hides what is out of sight from whoever has no mouse. */
test('text that keeps its lines may be wider than its box: the keyboard gets there', () => {
  const boxes = sources.flatMap(([file, text]) => [...text.matchAll(/<pre\b[^>]*>/g)].map(([tag]) => `${file} ${tag}`))
  expect(boxes.length).toBeGreaterThan(4)
  expect(boxes.filter(box => !box.includes('tabIndex={0}'))).toEqual([])
})
