import { describe, expect, test } from 'vitest'
import { empty, troubled } from '../../testing/view-fixture.ts'
import { matrix, spotAt } from './geometry-matrix.ts'
import { stageModel } from './model.ts'

const model = stageModel(troubled, { internal: false })

describe.each([1_440, 1_128, 920, 390])('a stage of %i px', width => {
  const m = matrix(model, width)

  test('jars stand side by side, legible, and end before the readers begin', () => {
    for (const [i, jar] of m.jars.entries()) {
      expect(jar.cellX + jar.cellW).toBeLessThan(jar.x + jar.width)
      expect(jar.cellW).toBeGreaterThanOrEqual(26)
      if (i > 0) expect(jar.x).toBeGreaterThan(m.jars[i - 1]!.x + m.jars[i - 1]!.width)
    }
    const last = m.jars.at(-1)!
    expect(m.readers.every(r => r.x >= last.x + last.width)).toBe(true)
    expect(m.readers.every(r => r.x <= m.width)).toBe(true)
  })

  test('every row has a place of its own above the shelf', () => {
    const tops = [...m.rows.values()].map(r => r.top)
    expect(tops).toEqual([...tops].sort((a, b) => a - b))
    expect(new Set(tops).size).toBe(9)
    expect(Math.max(...tops) + m.rowHeight).toBeLessThanOrEqual(m.floor)
  })

  test('the pointer finds what is drawn', () => {
    const at = m.rows.get('orders-2')!
    expect(spotAt(m, m.jars[0]!.cellX + 4, at.log)).toEqual({ is: 'replica', partition: 'orders-2', broker: 1 })
    expect(spotAt(m, m.label + 4, at.log)).toEqual({ is: 'partition', partition: 'orders-2' })
    expect(spotAt(m, m.jars[1]!.cellX, m.jarTop + 8)).toEqual({ is: 'broker', broker: 2 })
  })
})

test('cards stand beside the topic they write to and do not overlap', () => {
  const m = matrix(model, 1_440)
  const [checkout, web] = ['checkout', 'web'].map(name => m.cards.find(c => c.process === name)!)
  expect(checkout!.y).toBeGreaterThan(m.bands[1]!.top)
  expect(web!.y).toBeLessThan(checkout!.y)
})

test('an empty world still has a stage', () => {
  expect(matrix(stageModel(empty, { internal: false }), 1_440)).toMatchObject({ jars: [], readers: [], width: 1_440 })
})
