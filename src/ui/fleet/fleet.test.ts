import { expect, test } from 'vitest'
import { fleetView } from '../../testing/fleet-fixture.ts'
import { en } from '../i18n/en.ts'
import { fill, translate, type Translate } from '../i18n/index.ts'
import { fleetPlan, fleetSpot, selectionOfSpot } from './geometry.ts'
import { fleetOf } from './model.ts'
import { fleetOutline } from './outline.ts'
import { spreadsOf } from './spread.ts'
import { words } from './words.en.ts'
import type { Say } from './words.ts'

const t: Translate = (key, values) => translate(en, key, values)
const say: Say = (key, values = {}) => fill(words[key], values)
const fleet = fleetOf(fleetView({ brokers: 110, topics: 50, partitions: 100 }), { internal: false })

test('of 5,000 partitions each is the worst that holds of it, and the dark rack is named', () => {
  expect(fleet.counts).toMatchInlineSnapshot(`
    {
      "behind": 333,
      "healthy": 4591,
      "leaderless": 31,
      "under-min": 45,
    }
  `)
  expect(fleet.racks.filter(rack => rack.dark).map(rack => rack.name)).toEqual(['rack-19'])
  expect(fleet.racks).toHaveLength(55)
})

test.each([[1_440, 700], [1_110, 690], [390, 640]])('on %i × %i px every jar and every cell has a place of its own, and is found there', (width, height) => {
  const plan = fleetPlan(fleet, width, height)
  const places = new Set(plan.cells.map(cell => `${cell.x} ${cell.y}`))
  expect([plan.jars.length, places.size]).toEqual([110, 5_000])
  const [jar, cell] = [plan.jars[71]!, plan.cells[4_321]!]
  expect(selectionOfSpot(fleetSpot(plan, jar.x + 3, jar.y + 3))).toEqual({ is: 'broker', broker: 72 })
  expect(selectionOfSpot(fleetSpot(plan, cell.x + 1, cell.y + 1))).toEqual({ is: 'partition', partition: 'orders.44-21' })
  expect(Math.max(...plan.cells.map(each => each.x)) + plan.cell).toBeLessThan(width)
})

test('the twin has how load is spread, then a row a broker, then those in trouble, the worst first', () => {
  const { rows } = fleetOutline(t, say, fleet, spreadsOf(fleet))
  const said = rows.map(cells => cells.map(cell => cell.text).join(' | '))
  expect([...said.slice(0, 5), said.find(row => row.startsWith('rack-19')), said[114], said.at(-1)]).toMatchInlineSnapshot(`
    [
      "leaders a broker | median 45 | least | broker 72: 0 | most | broker 74: 90 | leader skew, worst: broker 72 −100 %",
      "replicas a broker | median 136 | least | broker 6 +27: 135 | most | broker 110 +17: 138 | ",
      "bytes a broker | median 68 B | least | broker 17 +5: 60 B | most | broker 101 +5: 76 B | ",
      "partitions a rack | median 273 | least | rack-14 +17: 272 | most | rack-6 +2: 274 | ",
      "rack-1 | broker 1 | running · controller | 46 | 136 | 0 | 61 %",
      "rack-19 | broker 37 | no power | 0 | 136 | 121 | 63 %",
      "orders.1-21 | leads none | leaderless | ISR ∅ | 38 40 42 | 38 40 42 | ",
      "349 more in trouble; the palette finds each by name",
    ]
  `)
})
